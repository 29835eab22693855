package dev.belay.airline.tools;

/// Parts that the schemas of several tools share.
public final class Schemas {
    public static final String FLIGHTS = """
            {"type": "array", "description": "Every flight of the reservation, in order of travel",
             "items": {"type": "object", "required": ["flight_number", "date"], "properties": {
               "flight_number": {"type": "string", "description": "for example HAT170"},
               "date": {"type": "string", "description": "day of departure, as YYYY-MM-DD"}}}}""";

    public static final String PASSENGERS = """
            {"type": "array", "description": "Everybody who travels",
             "items": {"type": "object", "required": ["first_name", "last_name", "dob"], "properties": {
               "first_name": {"type": "string"},
               "last_name": {"type": "string"},
               "dob": {"type": "string", "description": "date of birth, as YYYY-MM-DD"}}}}""";

    public static final String PAYMENTS = """
            {"type": "array", "description": "What is paid with which of the customer's payment methods",
             "items": {"type": "object", "required": ["payment_id", "amount"], "properties": {
               "payment_id": {"type": "string"},
               "amount": {"type": "number", "description": "in dollars"}}}}""";

    public static final String ROUTE = """
            {"type": "object", "required": ["origin", "destination", "date"], "properties": {
              "origin": {"type": "string", "description": "code of the airport, three letters"},
              "destination": {"type": "string", "description": "code of the airport, three letters"},
              "date": {"type": "string", "description": "day of departure, as YYYY-MM-DD"}}}""";

    private Schemas() {}
}
