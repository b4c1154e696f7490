package fairdraw.gateway.ticket;

import com.fasterxml.jackson.annotation.JsonInclude;
import fairdraw.gateway.auth.Access;
import fairdraw.gateway.auth.Caller;
import fairdraw.gateway.auth.CurrentCaller;
import fairdraw.gateway.wallet.CallWallet;
import fairdraw.gateway.wallet.WalletAnswer;
import fairdraw.gateway.wallet.WalletBusyException;
import fairdraw.gateway.wallet.WalletCall;
import fairdraw.gateway.wallet.WalletRequest;
import fairdraw.kernel.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** A player's money, as the operator's wallet says; never made up when it does not. */
@Path("/v1/balance")
@Tag(name = "Bets")
@Produces(MediaType.APPLICATION_JSON)
class BalanceResource {

    private static final Duration DEADLINE = Duration.ofSeconds(2);

    private final CurrentCaller caller;
    private final CallWallet wallet;

    BalanceResource(CurrentCaller caller, CallWallet wallet) {
        this.caller = caller;
        this.wallet = wallet;
    }

    /** A balance in minor units; without one when the wallet did not tell. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Balance(@Nullable Long balance, String currency, boolean known) {

        static Balance unknown(String currency) {
            return new Balance(null, currency, false);
        }

        static Balance of(WalletAnswer answer, String currency) {
            return answer instanceof WalletAnswer.Applied told && told.balance().isPresent()
                    ? new Balance(told.balance().getAsLong(), currency, true)
                    : unknown(currency);
        }
    }

    @GET
    @Access(Access.Who.PLAYER)
    @Operation(operationId = "getBalance", summary = "The player's balance at the operator")
    public Uni<Balance> balance() {
        Caller.PlayerCaller player = caller.player();
        String body =
                new JsonObject()
                        .put("player", player.player())
                        .put("currency", player.currency())
                        .encode();
        var request = new WalletRequest(WalletCall.BALANCE, player.operator(), Ids.next(), body);
        return wallet.now(request, DEADLINE)
                .map(exchange -> Balance.of(exchange.answer(), player.currency()))
                .onFailure(WalletBusyException.class)
                .recoverWithItem(() -> Balance.unknown(player.currency()));
    }
}
