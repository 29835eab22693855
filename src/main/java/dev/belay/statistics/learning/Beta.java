package dev.belay.statistics.learning;

import java.util.function.DoubleSupplier;

/// What is believed of a rate: a Beta distribution, conjugate to attempts that hold or fall, and to answers that are
/// good or flawed.
record Beta(double alpha, double beta) {
    /// Every rate is as likely as any other.
    static final Beta UNIFORM = new Beta(1, 1);

    Beta after(double well, double badly) {
        return new Beta(alpha + well, beta + badly);
    }

    double mean() {
        return alpha / (alpha + beta);
    }

    /// The same attempts, as if there had been at most so many.
    Beta worth(double most) {
        double attempts = alpha + beta - UNIFORM.alpha - UNIFORM.beta;
        if (attempts <= most) {
            return this;
        }
        double part = most / attempts;
        return new Beta(UNIFORM.alpha + (alpha - UNIFORM.alpha) * part, UNIFORM.beta + (beta - UNIFORM.beta) * part);
    }

    /// A rate drawn from it.
    ///
    /// @param random from 0 inclusive to 1 exclusive
    double draw(DoubleSupplier random) {
        double one = gamma(alpha, random);
        double other = gamma(beta, random);
        return one + other == 0 ? mean() : one / (one + other);
    }

    /// Marsaglia and Tsang, A simple method for generating gamma variables, ACM TOMS 26 (2000); below a shape of 1 with
    /// their boost.
    private static double gamma(double shape, DoubleSupplier random) {
        if (shape < 1) {
            return gamma(shape + 1, random) * Math.pow(1 - random.getAsDouble(), 1 / shape);
        }
        double d = shape - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = normal(random);
            double v = Math.pow(1 + c * x, 3);
            if (v > 0 && Math.log(1 - random.getAsDouble()) < 0.5 * x * x + d - d * v + d * Math.log(v)) {
                return d * v;
            }
        }
    }

    /// Box and Muller.
    private static double normal(DoubleSupplier random) {
        double radius = Math.sqrt(-2 * Math.log(1 - random.getAsDouble()));
        return radius * Math.cos(2 * Math.PI * random.getAsDouble());
    }
}
