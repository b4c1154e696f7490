package fairdraw.backoffice.operator;

import com.fasterxml.jackson.databind.ObjectMapper;
import fairdraw.backoffice.access.Caller;
import fairdraw.backoffice.operator.SaveOperator.Saved;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Creates the operators of the bootstrap file that are absent, then tells the topic the state of
 * every operator: at start and every hour, so that a Kafka or a consumer that starts empty learns
 * everything.
 */
@Singleton
class PublishOperatorsJob {

    private static final Duration RETRY_FIRST = Duration.ofSeconds(1);
    private static final Duration RETRY_MOST = Duration.ofSeconds(30);
    private static final Caller BOOTSTRAP = Caller.system("bootstrap");

    private final SaveOperator save;
    private final ReadOperator operators;
    private final ObjectMapper json;
    private final Optional<Path> file;
    private volatile List<OperatorDraft> absent = List.of();

    PublishOperatorsJob(
            SaveOperator save,
            ReadOperator operators,
            ObjectMapper json,
            @ConfigProperty(name = "fairdraw.bootstrap.file") Optional<Path> file) {
        this.save = save;
        this.operators = operators;
        this.json = json;
        this.file = file;
    }

    /** Reads the file before anything runs: a wrong one must stop the start. */
    void start(@Observes StartupEvent event) throws IOException {
        if (file.isPresent()) {
            absent =
                    BootstrapFile.read(file.get(), json).operators().stream()
                            .map(BootstrapFile.Entry::draft)
                            .toList();
        }
    }

    @Scheduled(
            every = "{fairdraw.operators.republish-every}",
            concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> publish() {
        List<OperatorDraft> drafts = absent;
        return each(drafts, this::createIfAbsent)
                .invoke(() -> absent = List.of())
                .chain(() -> republishAfter(""))
                .onFailure()
                .invoke(failure -> Log.error("operators could not be published", failure))
                .onFailure()
                .retry()
                .withBackOff(RETRY_FIRST, RETRY_MOST)
                .indefinitely();
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
