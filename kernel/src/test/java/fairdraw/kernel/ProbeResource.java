package fairdraw.kernel;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Fails in every way a resource can. */
@Path("/probe")
public class ProbeResource {

    enum Mode {
        REAL,
        TEST
    }

    @RegisterForReflection
    record Bet(@Size(min = 2) String market, @Positive long stake) {}

    @RegisterForReflection
    record Ticket(String round, Mode mode, boolean fast, @Valid List<Bet> bets) {}

    @POST
    public Ticket echo(@Valid Ticket ticket) {
        return ticket;
    }

    @GET
    @Path("refused")
    public String refused() {
        throw new Refusal(RefusalCode.STAKE_TOO_HIGH, "bets[0].stake", "over 12", Map.of("max", 12))
                .toException();
    }

    @GET
    @Path("broken")
    public String broken() {
        throw new IllegalStateException("password=hunter2");
    }

    @GET
    @Path("behind")
    public String behind() {
        throw GrpcRefusals.status(Refusal.of(RefusalCode.ROUND_NOT_OPEN));
    }

    @GET
    @Path("times")
    public Map<String, Instant> times() {
        return Map.of("at", Instant.ofEpochSecond(1));
    }
}
