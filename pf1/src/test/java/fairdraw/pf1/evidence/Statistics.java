package fairdraw.pf1.evidence;

/** The laws of the tests of randomness, as probabilities 0..1 of a value at most this large. */
final class Statistics {

    private Statistics() {}

    /** The standard normal law. */
    static double normal(double z) {
        double t = 1 / (1 + 0.2316419 * Math.abs(z));
        double tail =
                Math.exp(-z * z / 2)
                        / Math.sqrt(2 * Math.PI)
                        * t
                        * (0.319381530
                                + t
                                        * (-0.356563782
                                                + t
                                                        * (1.781477937
                                                                + t
                                                                        * (-1.821255978
                                                                                + t
                                                                                        * 1.330274429))));
        return z < 0 ? tail : 1 - tail;
    }

    /** The chi-square law by Wilson and Hilferty, good for the 5 degrees and more that we have. */
    static double chiSquare(double value, int degrees) {
        double share = 2.0 / (9 * degrees);
        return normal((Math.cbrt(value / degrees) - 1 + share) / Math.sqrt(share));
    }

    /** Sum of (count - expected)^2 / expected, over cells that are all as likely. */
    static double chiSquareOf(long[] counts, double expected) {
        double sum = 0;
        for (long count : counts) {
            sum += (count - expected) * (count - expected) / expected;
        }
        return sum;
    }
}
