package fairdraw.backoffice.ui;

import fairdraw.kernel.Problem;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Gives a person a page where a program gets a problem. */
class PageProblemFilter {

    private static final int ERRORS_FROM = 400;
    private static final Map<Integer, String> TITLES =
            Map.of(
                    400, "That request was not understood",
                    401, "Signing in is not possible now",
                    403, "Not allowed",
                    404, "There is no such page",
                    413, "That was too much",
                    503, "A part is not available now");

    /** Draws the page; the answer of a page that drew its own stays as it is. */
    @ServerResponseFilter
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        boolean page = request.getUriInfo().getPath().startsWith("/ui");
        MediaType type = response.getMediaType();
        boolean problem =
                !response.hasEntity()
                        || response.getEntity() instanceof String
                        || (type != null && Problem.MEDIA_TYPE.equals(type.toString()));
        int status = response.getStatus();
        if (!page || !problem || status < ERRORS_FROM) {
            return;
        }
        String title = TITLES.getOrDefault(status, "Something broke on our side");
        response.setEntity(
                Pages.problem(status, title, detail(status)).render(),
                null,
                MediaType.TEXT_HTML_TYPE);
    }

    private static String detail(int status) {
        return switch (status) {
            case 401 -> "The sign-in service does not answer. Try again in a moment.";
            case 403 -> "Your roles do not allow this, or the form is older than your sign-in.";
            case 404 -> "It may have moved, or it is not yours to see.";
            default -> "Go back and try again. If it happens again, tell the platform team.";
        };
    }
}
