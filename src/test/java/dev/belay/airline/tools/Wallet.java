package dev.belay.airline.tools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belay.platform.Json;
import dev.belay.tool.ToolFailed;
import java.math.BigDecimal;

/// The payment methods of a customer. Changes the customer's JSON only; the caller saves it.
public final class Wallet {
    private final ObjectNode methods;

    public Wallet(ObjectNode customer) {
        this.methods = (ObjectNode) customer.get("payment_methods");
    }

    /// Pays for a booking. A certificate is used up whatever it was worth.
    ///
    /// @param payments ids and amounts
    /// @throws ToolFailed if a method is not the customer's or holds too little, or the sum is not the price
    public void pay(JsonNode payments, int price) throws ToolFailed {
        BigDecimal paid = BigDecimal.ZERO;
        for (JsonNode payment : payments) {
            String id = payment.get("payment_id").asText();
            JsonNode method = methods.get(id);
            if (method == null) {
                throw new ToolFailed("Error: payment method " + id + " not found");
            }
            if (method.has("amount") && amount(method).compareTo(amount(payment)) < 0) {
                throw new ToolFailed("Error: not enough balance in payment method " + id);
            }
            paid = paid.add(amount(payment));
        }
        if (paid.compareTo(BigDecimal.valueOf(price)) != 0) {
            throw new ToolFailed("Error: payment amount does not add up, total price is " + price + ", but paid "
                    + paid.toPlainString());
        }
        for (JsonNode payment : payments) {
            take(payment.get("payment_id").asText(), amount(payment));
        }
    }

    /// Pays the difference that a change makes, or takes it back, and notes it in the payment history.
    ///
    /// @throws ToolFailed if the method is not the customer's, is a certificate, or holds too little
    public void settle(String id, int difference, ArrayNode history) throws ToolFailed {
        JsonNode method = methods.get(id);
        if (method == null) {
            throw new ToolFailed("Error: payment method not found");
        }
        if (is(method, "certificate")) {
            throw new ToolFailed("Error: certificate cannot be used to update reservation");
        }
        if (is(method, "gift_card") && amount(method).compareTo(BigDecimal.valueOf(difference)) < 0) {
            throw new ToolFailed("Error: gift card balance is not enough");
        }
        take(id, BigDecimal.valueOf(difference));
        if (difference != 0) {
            history.addObject().put("payment_id", id).put("amount", difference);
        }
    }

    /// Adds a certificate.
    ///
    /// @return its id
    /// @throws ToolFailed if the airline has no number left for the customer
    public String receive(JsonNode amount) throws ToolFailed {
        for (int number = 3_221_322; number < 3_221_332; number++) {
            String id = "certificate_" + number;
            if (!methods.has(id)) {
                methods.putObject(id).put("source", "certificate").put("id", id).set("amount", amount);
                return id;
            }
        }
        throw new ToolFailed("Error: too many certificates");
    }

    private void take(String id, BigDecimal amount) {
        JsonNode method = methods.get(id);
        if (is(method, "gift_card")) {
            BigDecimal left = amount(method).subtract(amount);
            ((ObjectNode) method).set("amount", Json.tree(left.toPlainString()));
        } else if (is(method, "certificate")) {
            methods.remove(id);
        }
    }

    private static boolean is(JsonNode method, String source) {
        return method.get("source").asText().equals(source);
    }

    private static BigDecimal amount(JsonNode of) {
        return of.get("amount").decimalValue();
    }
}
