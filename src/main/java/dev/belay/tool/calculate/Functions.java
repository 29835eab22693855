package dev.belay.tool.calculate;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The functions of expressions, by name.
final class Functions {
    private static final int MOST_PLACES = 1_000;
    private static final Map<String, Function> ALL = all();

    private Functions() {}

    @FunctionalInterface
    private interface Body {
        BigDecimal of(List<BigDecimal> values) throws BadExpression;
    }

    @FunctionalInterface
    private interface Real {
        double of(double value);
    }

    private record Function(int least, int most, Body body) {}

    static BigDecimal call(String name, List<BigDecimal> values) throws BadExpression {
        Function function = ALL.get(name);
        if (function == null) {
            throw new BadExpression("there is no function " + name + "; there are: " + String.join(", ", ALL.keySet()));
        }
        if (values.size() < function.least || values.size() > function.most) {
            String many =
                    function.least == function.most ? String.valueOf(function.least) : "at least " + function.least;
            throw new BadExpression(name + " takes " + many + " values, not " + values.size());
        }
        return function.body.of(values);
    }

    private static Map<String, Function> all() {
        Map<String, Function> all = new TreeMap<>();
        all.put("sqrt", one(values -> Numbers.root(values.getFirst())));
        all.put("abs", one(values -> values.getFirst().abs()));
        all.put("floor", one(values -> values.getFirst().setScale(0, RoundingMode.FLOOR)));
        all.put("ceil", one(values -> values.getFirst().setScale(0, RoundingMode.CEILING)));
        all.put("round", new Function(1, 2, Functions::round));
        all.put("pow", new Function(2, 2, values -> Numbers.power(values.getFirst(), values.getLast())));
        all.put("min", new Function(1, Integer.MAX_VALUE, values -> values.stream()
                .reduce(BigDecimal::min)
                .orElseThrow()));
        all.put("max", new Function(1, Integer.MAX_VALUE, values -> values.stream()
                .reduce(BigDecimal::max)
                .orElseThrow()));
        all.put("ln", real(StrictMath::log));
        all.put("log", real(StrictMath::log10));
        all.put("log2", real(x -> StrictMath.log(x) / StrictMath.log(2)));
        all.put("exp", real(StrictMath::exp));
        all.put("sin", real(StrictMath::sin));
        all.put("cos", real(StrictMath::cos));
        all.put("tan", real(StrictMath::tan));
        all.put("asin", real(StrictMath::asin));
        all.put("acos", real(StrictMath::acos));
        all.put("atan", real(StrictMath::atan));
        return all;
    }

    /// Half goes away from zero, as people do it with money.
    private static BigDecimal round(List<BigDecimal> values) throws BadExpression {
        BigDecimal places = values.size() == 1 ? BigDecimal.ZERO : values.getLast();
        boolean whole = places.stripTrailingZeros().scale() <= 0;
        if (!whole || places.abs().compareTo(BigDecimal.valueOf(MOST_PLACES)) > 0) {
            throw new BadExpression("round takes a whole number of places, at most " + MOST_PLACES);
        }
        return Numbers.bounded(values.getFirst().setScale(places.intValueExact(), RoundingMode.HALF_UP));
    }

    private static Function one(Body body) {
        return new Function(1, 1, body);
    }

    private static Function real(Real body) {
        return one(values -> Numbers.real(body.of(values.getFirst().doubleValue())));
    }
}
