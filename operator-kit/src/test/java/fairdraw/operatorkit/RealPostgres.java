package fairdraw.operatorkit;

import fairdraw.stack.TestParts;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** A fresh database on a real PostgreSQL, and the secrets of the tests. */
public final class RealPostgres implements QuarkusTestResourceLifecycleManager {

    /** The secret that the house signs with. */
    public static final String SECRET = "whsec_c2VjcmV0LW9mLXRoZS1ob3VzZS1mb3ItdGVzdHMtMQ==";

    /** The secret before it: still good while the keys rotate. */
    public static final String OLD_SECRET = "whsec_c2VjcmV0LW9mLXRoZS1ob3VzZS1mb3ItdGVzdHMtMA==";

    /** The operator's API secret. */
    public static final String API_SECRET = "whsec_c2VjcmV0LW9mLXRoZS1vcGVyYXRvci1mb3ItdGVzdHM=";

    @Override
    public Map<String, String> start() {
        var db = TestParts.postgres().db("operator_kit");
        return Map.of(
                "fairdraw.db.url",
                db.url(),
                "fairdraw.db.user",
                db.user(),
                "fairdraw.db.password",
                db.password(),
                "fairdraw.wallet.secret",
                SECRET + "," + OLD_SECRET,
                "fairdraw.operator.secret",
                API_SECRET,
                "fairdraw.gateway.url",
                "http://127.0.0.1:" + FakeGateway.start());
    }

    @Override
    public void stop() {
        FakeGateway.stop();
    }
}
