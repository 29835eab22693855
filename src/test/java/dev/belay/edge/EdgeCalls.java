package dev.belay.edge;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;

/// What clients of both edges send, and what both edges answer when they refuse.
final class EdgeCalls {
    static final String PROBLEM = "application/problem+json";

    private EdgeCalls() {}

    static String body(String text, String more) {
        return "{\"model\":\"belay\",\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}]" + more + "}";
    }

    static Response post(String path, String body) {
        return given().contentType(ContentType.JSON).body(body).post(path);
    }

    static void envelope(Response response, int status) {
        response.then()
                .statusCode(status)
                .contentType(startsWith("application/json"))
                .body("error.message", not(nullValue()))
                .body("error.type", not(nullValue()));
    }

    static ValidatableResponse problem(Response response, int status, String field) {
        return response.then()
                .statusCode(status)
                .contentType(startsWith(PROBLEM))
                .body("status", equalTo(status))
                .body("field", equalTo(field));
    }
}
