package fairdraw.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/** Where two accounts of the same things differ. */
final class Differences {

    private Differences() {}

    /** One line for each key whose value is another or is on one side only. */
    static <V> List<String> of(Map<String, V> expected, Map<String, V> told) {
        var keys = new TreeSet<>(expected.keySet());
        keys.addAll(told.keySet());
        List<String> differences = new ArrayList<>();
        for (String key : keys) {
            V one = expected.get(key);
            V other = told.get(key);
            if (!Objects.equals(one, other)) {
                differences.add(
                        "%s is %s and not %s"
                                .formatted(key, other == null ? "missing" : other, one));
            }
        }
        return differences;
    }
}
