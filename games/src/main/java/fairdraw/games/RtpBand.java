package fairdraw.games;

/** The RTP that a market may have, both ends included. */
public record RtpBand(Fraction min, Fraction max) {

    /** 88..89 %: the house edge is at least 11 %. */
    public static final RtpBand HOUSE = new RtpBand(Fraction.of(88, 100), Fraction.of(89, 100));

    public RtpBand {
        if (min.compareTo(Fraction.ZERO) < 0 || min.compareTo(max) > 0) {
            throw new IllegalArgumentException("not a band: " + min + ".." + max);
        }
    }

    /** Whether the RTP is within. */
    public boolean holds(Fraction rtp) {
        return rtp.compareTo(min) >= 0 && rtp.compareTo(max) <= 0;
    }

    @Override
    public String toString() {
        return min.percent(2) + ".." + max.percent(2) + " %";
    }
}
