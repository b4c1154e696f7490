package fairdraw.gateway.play;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The content security policy of the game page: nothing is loaded from another host, only the feed
 * and the public records are talked to, and only operators' own sites may frame it.
 */
record PagePolicy(List<String> connect) {

    private static final int FRAME_ORIGINS_MAX = 500;

    /** Scheme, host and perhaps a port: nothing that could end a directive and begin another. */
    private static final Pattern ORIGIN =
            Pattern.compile("https?://(?:[A-Za-z0-9.-]+|\\[[0-9A-Fa-f:]+])(?::[0-9]{1,5})?");

    PagePolicy {
        connect = connect.stream().filter(PagePolicy::isOrigin).distinct().toList();
    }

    /** The header for pages that these origins may frame; what is no origin is left out. */
    String header(Collection<String> frameOrigins) {
        String frames =
                frameOrigins.stream()
                        .filter(PagePolicy::isOrigin)
                        .distinct()
                        .sorted()
                        .limit(FRAME_ORIGINS_MAX)
                        .collect(Collectors.joining(" "));
        String talks =
                Stream.concat(Stream.of("'self'"), connect.stream())
                        .collect(Collectors.joining(" "));
        return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
                + " connect-src "
                + talks
                + "; base-uri 'none'; form-action 'none'; frame-ancestors "
                + (frames.isEmpty() ? "'none'" : frames);
    }

    /** A configured address without the slash at its end; empty when there is none. */
    static String bare(Optional<String> url) {
        String given = url.orElse("");
        return given.endsWith("/") ? given.substring(0, given.length() - 1) : given;
    }

    private static boolean isOrigin(String text) {
        return ORIGIN.matcher(text).matches();
    }
}
