package fairdraw.backoffice.key;

import fairdraw.backoffice.access.Caller;
import fairdraw.backoffice.audit.AppendAudit;
import fairdraw.backoffice.audit.AppendAudit.Change;
import fairdraw.backoffice.operator.ReadOperator;
import fairdraw.gateway.v1.KeyPurpose;
import fairdraw.kernel.Outbox;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * Makes and revokes keys at the gateway. The log is written before the gateway is asked and again
 * when it has answered, so that no key comes or goes unseen if we die in between.
 */
@ApplicationScoped
public class ManageKeys {

    private final GrpcOperatorKeys keys;
    private final ReadOperator operators;
    private final AppendAudit audit;
    private final Outbox outbox;

    ManageKeys(GrpcOperatorKeys keys, ReadOperator operators, AppendAudit audit, Outbox outbox) {
        this.keys = keys;
        this.operators = operators;
        this.audit = audit;
        this.outbox = outbox;
    }

    /** The keys of an operator, newest first, revoked ones too. */
    public Uni<List<OperatorKeyView>> list(String operator) {
        return operators.byId(operator).chain(_ -> keys.list(operator));
    }

    /** Makes a key; its secret is in this answer and nowhere else. */
    public Uni<NewKey> create(Caller caller, String operator, KeyPurpose purpose) {
        String asked = new JsonObject().put("purpose", purposeName(purpose)).encode();
        return operators
                .byId(operator)
                .chain(_ -> log(caller, operator, "operator-key.create-asked", asked))
                .chain(() -> keys.create(operator, purpose))
                .call(made -> log(caller, operator, "operator-key.created", json(made.key())));
    }

    /** Revokes a key; revoking it again is success. */
    public Uni<OperatorKeyView> revoke(Caller caller, String operator, String key) {
        String asked = new JsonObject().put("key", key).encode();
        return operators
                .byId(operator)
                .chain(_ -> log(caller, operator, "operator-key.revoke-asked", asked))
                .chain(() -> keys.revoke(operator, key))
                .call(revoked -> log(caller, operator, "operator-key.revoked", json(revoked)));
    }

    private Uni<Void> log(Caller caller, String operator, String action, String after) {
        var change = new Change(caller, action, "operator/" + operator, "", null, after);
        return Panache.withTransaction(() -> audit.append(change)).invoke(outbox::wake);
    }

    private static String json(OperatorKeyView key) {
        return new JsonObject().put("key", key.key()).put("purpose", key.purpose()).encode();
    }

    private static String purposeName(KeyPurpose purpose) {
        return purpose.name().replace("KEY_PURPOSE_", "");
    }
}
