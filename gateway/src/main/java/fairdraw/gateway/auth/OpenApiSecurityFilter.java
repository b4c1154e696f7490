package fairdraw.gateway.auth;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.security.SecurityRequirement;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;

/**
 * Says in the API's description who may call what, from {@link Access} itself, and that every
 * refusal is a problem.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class OpenApiSecurityFilter implements OASFilter {

    private static final DotName ACCESS = DotName.createSimple(Access.class);
    private static final DotName OPERATION =
            DotName.createSimple(org.eclipse.microprofile.openapi.annotations.Operation.class);

    private static final DotName STATUS =
            DotName.createSimple(org.jboss.resteasy.reactive.ResponseStatus.class);

    private final Map<String, List<Access.Who>> accessByOperation = new HashMap<>();
    private final Map<String, String> statusByOperation = new HashMap<>();

    /** Reads {@link Access} from the classes of the service. */
    public OpenApiSecurityFilter(IndexView index) {
        for (AnnotationInstance access : index.getAnnotations(ACCESS)) {
            MethodInfo method = access.target().asMethod();
            String operation = method.annotation(OPERATION).value("operationId").asString();
            accessByOperation.put(
                    operation,
                    Arrays.stream(access.value().asEnumArray()).map(Access.Who::valueOf).toList());
            AnnotationInstance status = method.annotation(STATUS);
            if (status != null) {
                statusByOperation.put(operation, Integer.toString(status.value().asInt()));
            }
        }
    }

    @Override
    public void filterOpenAPI(OpenAPI api) {
        if (api.getPaths() == null) {
            return;
        }
        api.getPaths()
                .getPathItems()
                .values()
                .forEach(path -> path.getOperations().values().forEach(this::describe));
    }

    private void describe(Operation operation) {
        List<Access.Who> access = accessByOperation.get(operation.getOperationId());
        if (access == null) {
            return;
        }
        List<SecurityRequirement> security = new ArrayList<>();
        for (Access.Who who : access) {
            switch (who) {
                case EVERYONE -> security.add(OASFactory.createSecurityRequirement());
                case OPERATOR ->
                        security.add(OASFactory.createSecurityRequirement().addScheme("operator"));
                case PLAYER ->
                        security.add(OASFactory.createSecurityRequirement().addScheme("player"));
            }
        }
        operation.setSecurity(security);
        String status = statusByOperation.get(operation.getOperationId());
        APIResponse success = operation.getResponses().getAPIResponse("200");
        if (status != null && success != null) {
            operation.getResponses().removeAPIResponse("200");
            operation.getResponses().addAPIResponse(status, success.description("Done"));
        }
        operation.getResponses().removeAPIResponse("400");
        operation
                .getResponses()
                .addAPIResponse("default", OASFactory.createAPIResponse().ref("Problem"));
    }
}
