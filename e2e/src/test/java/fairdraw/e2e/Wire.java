package fairdraw.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A wire to something that listens: passes bytes on, or holds them back without a word, as a broken
 * network does. No connection is closed by the cut itself.
 */
final class Wire implements AutoCloseable {

    private static final int BUFFER_BYTES = 16 * 1024;
    private static final int CONNECT_MAX_MS = 2_000;
    private static final int BACKLOG = 256;

    private final ServerSocket socket;
    private final int target;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition healed = lock.newCondition();
    private boolean cut;

    private Wire(ServerSocket socket, int target) {
        this.socket = socket;
        this.target = target;
    }

    /** A wire from a free port of this machine to a port of this machine. */
    static Wire to(int target) throws IOException {
        Wire wire =
                new Wire(new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()), target);
        Thread.ofVirtual().name("wire-" + target).start(wire::accept);
        return wire;
    }

    int port() {
        return socket.getLocalPort();
    }

    /** Nothing passes from now on. */
    void cut() {
        lock.lock();
        try {
            cut = true;
        } finally {
            lock.unlock();
        }
    }

    /** What was held back passes, and everything after it. */
    void heal() {
        lock.lock();
        try {
            cut = false;
            healed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        heal();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket near = socket.accept();
                Thread.ofVirtual().start(() -> connect(near));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void connect(Socket near) {
        Socket far = new Socket();
        try {
            awaitHealed();
            far.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), target),
                    CONNECT_MAX_MS);
            near.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
            Thread.ofVirtual().start(() -> pump(near, far));
            pump(far, near);
        } catch (IOException refused) {
            end(near);
            end(far);
        }
    }

    private void pump(Socket from, Socket to) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            int read = in.read(buffer);
            while (read >= 0) {
                awaitHealed();
                out.write(buffer, 0, read);
                out.flush();
                read = in.read(buffer);
            }
            awaitHealed();
        } catch (IOException broken) {
            awaitHealed();
        } finally {
            end(from);
            end(to);
        }
    }

    private void awaitHealed() {
        lock.lock();
        try {
            while (cut) {
                healed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException("a socket that cannot even be closed", e);
        }
    }
}
