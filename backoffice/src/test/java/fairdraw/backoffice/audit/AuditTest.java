package fairdraw.backoffice.audit;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fairdraw.backoffice.BackofficeParts;
import fairdraw.backoffice.Tokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(BackofficeParts.class)
class AuditTest {

    private static RequestSpecification as(String role) {
        return given().auth().oauth2(Tokens.of(role)).contentType(ContentType.JSON);
    }

    private static void create(String id) {
        as("admin")
                .body(
                        """
                        {"id":"%s","name":"%s","status":"ACTIVE",
                         "walletUrl":"https://wallet.example",
                         "currencies":[{"currency":"EUR","minStake":50,"maxStake":100,
                           "maxWin":1000,"roundLiability":10000}],
                         "languages":["en"],"regions":["MT"],"frameOrigins":[],
                         "reason":"contract 17"}\
                        """
                                .formatted(id, id))
                .post("/v1/operators")
                .then()
                .statusCode(201);
    }

    @Test
    void a_change_is_logged_with_author_reason_and_both_values() {
        create("logged");
        as("risk")
                .header("If-Match", "\"1\"")
                .body(
                        """
                        {"currencies":[{"currency":"EUR","minStake":50,"maxStake":99,
                           "maxWin":1000,"roundLiability":10000}],"reason":"streak"}\
                        """)
                .patch("/v1/operators/logged")
                .then()
                .statusCode(200);
        as("auditor")
                .get("/v1/audit?subject=operator/logged")
                .then()
                .statusCode(200)
                .body("items.size()", equalTo(2))
                .body("items[0].actor", equalTo("id-of-risk"))
                .body("items[0].actorName", equalTo("risk"))
                .body("items[0].action", equalTo("operator.edited"))
                .body("items[0].reason", equalTo("streak"))
                .body("items[0].before", containsString("\"maxStake\":100"))
                .body("items[0].after", containsString("\"maxStake\":99"))
                .body("items[1].before", nullValue())
                .body("items[1].reason", equalTo("contract 17"))
                .body("next", nullValue());
        as("auditor")
                .get("/v1/audit/verification")
                .then()
                .body("sound", equalTo(true))
                .body("entries", greaterThan(1))
                .body("head", notNullValue());
    }

    @Test
    void a_refused_change_is_not_logged_as_one() {
        create("refused");
        as("admin").header("If-Match", "\"9\"").body("{}").patch("/v1/operators/refused");
        as("admin")
                .get("/v1/audit?subject=operator/refused")
                .then()
                .body("items.size()", equalTo(1));
    }

    @Test
    void pages_go_back_in_time_without_gap() {
        for (int i = 0; i < 3; i++) {
            create("page-" + i);
        }
        var first = as("admin").get("/v1/audit?limit=2").then().extract().jsonPath();
        var second =
                as("admin")
                        .get("/v1/audit?limit=1&after=" + first.getString("next"))
                        .then()
                        .extract()
                        .jsonPath();
        assertEquals(first.getLong("items[1].position") - 1, second.getLong("items[0].position"));
        as("admin").get("/v1/audit?limit=0").then().statusCode(400);
        as("admin").get("/v1/audit?after=x").then().statusCode(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit set reason = 'x'",
                "delete from audit",
                "truncate audit",
                "truncate audit cascade",
            })
    void the_log_is_append_only_for_the_service_itself(String sql) throws SQLException {
        create("only-" + Integer.toHexString(sql.hashCode()));
        try (Connection db = database();
                var statement = db.createStatement()) {
            assertThrows(SQLException.class, () -> statement.execute(sql));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit set after_value = replace(after_value, 'EUR', 'USD')",
                "update audit set actor = 'somebody-else'",
                "update audit set at = at + interval '1 second'",
                "update audit set before_value = '' where before_value is null",
                "delete from audit",
            })
    void whoever_gets_past_that_is_found_out(String tampering) throws SQLException {
        create("tamper-" + Integer.toHexString(tampering.hashCode()));
        long victim = as("admin").get("/v1/audit?limit=1").jsonPath().getLong("items[0].position");
        try (Connection db = database();
                var statement = db.createStatement()) {
            statement.execute("create table if not exists kept as table audit with no data");
            statement.execute("truncate kept");
            statement.execute("insert into kept table audit");
            statement.execute("alter table audit disable trigger user");
            String where =
                    tampering.contains(" where ") ? " and position = " : " where position = ";
            assertEquals(1, statement.executeUpdate(tampering + where + victim));
            as("regulator")
                    .get("/v1/audit/verification")
                    .then()
                    .body("sound", equalTo(false))
                    .body("brokenAt", equalTo((int) victim))
                    .body("why", not(equalTo("")));
            statement.execute("delete from audit where position = " + victim);
            statement.execute("insert into audit select * from kept where position = " + victim);
            statement.execute("alter table audit enable trigger user");
        }
        assertTrue(as("admin").get("/v1/audit/verification").jsonPath().getBoolean("sound"));
    }

    private static Connection database() throws SQLException {
        var config = ConfigProvider.getConfig();
        return DriverManager.getConnection(
                "jdbc:" + config.getValue("fairdraw.db.url", String.class),
                config.getValue("fairdraw.db.user", String.class),
                config.getValue("fairdraw.db.password", String.class));
    }
}
