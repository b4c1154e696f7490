package fairdraw.stack;

import java.util.Locale;

/** The kinds of machine that there are binaries of the parts for. */
enum Platform {
    LINUX_AMD64("anvil-linux-amd64"),
    LINUX_ARM64("anvil-linux-arm64"),
    MAC_AMD64("anvil-darwin-amd64"),
    MAC_ARM64("anvil-darwin-arm64");

    private final String anvilPackage;

    Platform(String anvilPackage) {
        this.anvilPackage = anvilPackage;
    }

    /** The npm package, under its scope, that holds anvil for this platform. */
    String anvilPackage() {
        return anvilPackage;
    }

    static Platform current() {
        var os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        var arm = System.getProperty("os.arch").equals("aarch64");
        if (os.startsWith("linux")) {
            return arm ? LINUX_ARM64 : LINUX_AMD64;
        }
        if (os.startsWith("mac")) {
            return arm ? MAC_ARM64 : MAC_AMD64;
        }
        throw new IllegalStateException("Fairdraw's parts run on Linux and macOS, not on " + os);
    }
}
