package fairdraw.backoffice.operator;

import com.fasterxml.jackson.databind.ObjectMapper;
import fairdraw.backoffice.access.Caller;
import fairdraw.backoffice.operator.SaveOperator.Saved;
import io.quarkus.logging.Log;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Creates the operators of the bootstrap file that are absent, then tells the topic the state of
 * every operator: at start and every hour, so that a Kafka or a consumer that starts empty learns
 * everything. Made at the start, so that a wrong file ends it there.
 */
@Startup
@Singleton
class PublishOperatorsJob {

    private static final long FILE_BYTES_MAX = 1_000_000;
    private static final Duration PUBLISH_MAX = Duration.ofMinutes(1);
    private static final Caller BOOTSTRAP = Caller.system("bootstrap");

    private final SaveOperator save;
    private final ReadOperator operators;
    private final InstantSource clock;
    private final Duration every;
    private volatile List<OperatorDraft> absent;
    private volatile Instant next = Instant.MIN;

    PublishOperatorsJob(
            SaveOperator save,
            ReadOperator operators,
            ObjectMapper json,
            InstantSource clock,
            @ConfigProperty(name = "fairdraw.bootstrap.file") Optional<Path> file,
            @ConfigProperty(name = "fairdraw.operators.republish-every") Duration every)
            throws IOException {
        this.save = save;
        this.operators = operators;
        this.clock = clock;
        this.every = every;
        // Not at the start event, which a tick may precede.
        this.absent = file.isEmpty() ? List.of() : read(json, file.get());
    }

    private static List<OperatorDraft> read(ObjectMapper json, Path file) throws IOException {
        if (Files.size(file) > FILE_BYTES_MAX) {
            throw new IOException(file + " is larger than " + FILE_BYTES_MAX + " bytes");
        }
        return json.readValue(file.toFile(), BootstrapFile.class).operators().stream()
                .map(BootstrapFile.Entry::draft)
                .toList();
    }

    /** Publishes when it is time; what failed is tried again at the next tick. */
    @Scheduled(every = "5s", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> tick() {
        Instant now = clock.instant();
        if (now.isBefore(next)) {
            return Uni.createFrom().voidItem();
        }
        return publish()
                // One that never ends would be the last: the next tick waits for it.
                .ifNoItem()
                .after(PUBLISH_MAX)
                .fail()
                .invoke(() -> next = now.plus(every))
                .onFailure()
                .invoke(failure -> Log.error("operators could not be published", failure))
                .onFailure()
                .recoverWithNull();
    }

    /** Creates what is absent and tells the state of every operator. */
    Uni<Void> publish() {
        List<OperatorDraft> drafts = absent;
        return each(drafts, this::createIfAbsent)
                .invoke(() -> absent = List.of())
                .chain(() -> republishAfter(""));
    }

    private Uni<Void> createIfAbsent(OperatorDraft draft) {
        return save.create(BOOTSTRAP, draft).invoke(PublishOperatorsJob::note).replaceWithVoid();
    }

    private static void note(Saved saved) {
        switch (saved) {
            case Saved.Created(var operator) ->
                    Log.infof("operator of the bootstrap file created operator=%s", operator.id());
            case Saved.Edited(var operator) -> Log.debugf("operator is there: %s", operator.id());
            case Saved.Exists(var operator) -> Log.debugf("operator is there: %s", operator.id());
            case Saved.Refused(var reasons) ->
                    Log.errorf("operator of the bootstrap file refused: %s", reasons);
        }
    }

    private Uni<Void> republishAfter(String id) {
        return operators
                .page(id, ReadOperator.PAGE_OPERATORS_MAX)
                .chain(page ->
                        page.isEmpty()
                                ? Uni.createFrom().voidItem()
                                : each(page, each -> save.republish(each.id()))
                                        .chain(() -> republishAfter(page.getLast().id())));
    }

    private static <T> Uni<Void> each(List<T> items, Function<T, Uni<Void>> step) {
        return Multi.createFrom()
                .iterable(items)
                .onItem()
                .transformToUniAndConcatenate(step::apply)
                .collect()
                .asList()
                .replaceWithVoid();
    }
}
