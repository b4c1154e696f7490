package fairdraw.stack;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The realm {@code fairdraw} of a dev machine: the clients of the admin pages, the roles, and a
 * demo user for each role.
 *
 * @param secrets the secret of each client by its id
 */
public record KeycloakRealm(Map<String, String> secrets) {

    /** Name of the realm. */
    public static final String NAME = "fairdraw";

    /** Client of the backoffice. */
    public static final String BACKOFFICE = "fairdraw-backoffice";

    /** Client of reporting. */
    public static final String REPORTING = "fairdraw-reporting";

    /**
     * The demo users, each with its name as password; {@code operator} sees the data of the
     * operator {@code demo} only.
     */
    public static final List<User> USERS =
            List.of(
                    new User("admin", "admin", List.of("admin")),
                    new User("admin2", "admin2", List.of("admin")),
                    new User("risk", "risk", List.of("risk")),
                    new User("support", "support", List.of("support")),
                    new User("auditor", "auditor", List.of("auditor")),
                    new User("regulator", "regulator", List.of("regulator")),
                    new User("operator", "operator", List.of("operator")));

    private static final List<String> ROLES =
            List.of("admin", "risk", "support", "auditor", "regulator", "operator");

    /** A demo user. */
    public record User(String name, String password, List<String> roles) {}

    /** The realm in Keycloak's import format. */
    String json() {
        var realm = new HashMap<String, Object>();
        realm.put("realm", NAME);
        realm.put("enabled", true);
        realm.put("displayName", "Fairdraw");
        realm.put("sslRequired", "none");
        realm.put("bruteForceProtected", true);
        realm.put("registrationAllowed", false);
        realm.put("roles", Map.of("realm", ROLES.stream().map(r -> Map.of("name", r)).toList()));
        realm.put(
                "groups",
                List.of(Map.of("name", "demo", "attributes", Map.of("operator", List.of("demo")))));
        realm.put("users", USERS.stream().map(KeycloakRealm::user).toList());
        realm.put("clients", List.of(client(BACKOFFICE), client(REPORTING)));
        return Json.pretty(realm);
    }

    private static Map<String, Object> user(User user) {
        return Map.of(
                "username",
                user.name,
                "enabled",
                true,
                "email",
                user.name + "@demo.invalid",
                "emailVerified",
                true,
                "firstName",
                user.name,
                "lastName",
                "Demo",
                "credentials",
                List.of(Map.of("type", "password", "value", user.password, "temporary", false)),
                "realmRoles",
                user.roles,
                "groups",
                user.roles.contains("operator") ? List.of("/demo") : List.of());
    }

    private Map<String, Object> client(String id) {
        var secret = secrets.get(id);
        if (secret == null) {
            throw new IllegalArgumentException("no secret for " + id);
        }
        var client = new HashMap<String, Object>();
        client.put("clientId", id);
        client.put("secret", secret);
        client.put("enabled", true);
        client.put("publicClient", false);
        client.put("standardFlowEnabled", true);
        // For tests and scripts on this machine; a production realm leaves it off.
        client.put("directAccessGrantsEnabled", true);
        client.put("serviceAccountsEnabled", true);
        client.put("redirectUris", List.of("http://127.0.0.1:*", "http://localhost:*"));
        client.put(
                "attributes",
                Map.of(
                        "post.logout.redirect.uris",
                        "http://127.0.0.1:*##http://localhost:*",
                        "backchannel.logout.session.required",
                        "true"));
        var mappers = new ArrayList<Map<String, Object>>();
        for (var audience : List.of(BACKOFFICE, REPORTING)) {
            mappers.add(
                    mapper(
                            "audience " + audience,
                            "oidc-audience-mapper",
                            Map.of(
                                    "included.client.audience", audience,
                                    "id.token.claim", "false",
                                    "access.token.claim", "true")));
        }
        mappers.add(
                mapper(
                        "groups",
                        "oidc-usermodel-realm-role-mapper",
                        Map.of(
                                "claim.name", "groups",
                                "jsonType.label", "String",
                                "multivalued", "true",
                                "id.token.claim", "true",
                                "userinfo.token.claim", "true",
                                "access.token.claim", "true")));
        mappers.add(
                mapper(
                        "operator",
                        "oidc-usermodel-attribute-mapper",
                        Map.of(
                                "user.attribute", "operator",
                                "claim.name", "operator",
                                "jsonType.label", "String",
                                "id.token.claim", "true",
                                "userinfo.token.claim", "true",
                                "access.token.claim", "true")));
        client.put("protocolMappers", mappers);
        return client;
    }

    private static Map<String, Object> mapper(
            String name, String kind, Map<String, String> config) {
        return Map.of(
                "name", name,
                "protocol", "openid-connect",
                "protocolMapper", kind,
                "config", config);
    }
}
