package fairdraw.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** TCP ports of the loopback interface. */
public final class Ports {

    private static final int CONNECT_TIMEOUT_MS = 500;

    private Ports() {}

    /** As many different ports as asked for that nobody listens on now. */
    public static List<Integer> free(int count) {
        var sockets = new ArrayList<ServerSocket>();
        try {
            for (int i = 0; i < count; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return sockets.stream().map(ServerSocket::getLocalPort).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port", e);
        } finally {
            sockets.forEach(Ports::close);
        }
    }

    /** A port that nobody listens on now. */
    public static int free() {
        return free(1).getFirst();
    }

    /** A base with this many free ports in a row above it. */
    public static int freeBase(int count) {
        for (int base = 20_000 + (int) (ProcessHandle.current().pid() % 200) * 50;
                base < 60_000;
                base += 50) {
            boolean free = true;
            for (int port = base; port < base + count && free; port++) {
                free = !taken(port);
            }
            if (free) {
                return base;
            }
        }
        throw new IllegalStateException("no " + count + " free ports in a row");
    }

    /** Whether somebody listens on the port, or it cannot be bound. */
    public static boolean taken(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return false;
        } catch (IOException inUse) {
            return true;
        }
    }

    /** Whether a connection to the port is accepted. */
    static boolean accepts(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), CONNECT_TIMEOUT_MS);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
