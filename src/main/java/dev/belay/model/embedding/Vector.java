package dev.belay.model.embedding;

/// What a text says, as a direction. Immutable.
public final class Vector {
    private final float[] numbers;
    private final double length;

    private Vector(float[] numbers, double length) {
        this.numbers = numbers;
        this.length = length;
    }

    /// @throws IllegalArgumentException if one of the numbers is none, or all are zero: that has no direction
    public static Vector of(float... numbers) {
        double squares = 0;
        for (float number : numbers) {
            if (!Float.isFinite(number)) {
                throw new IllegalArgumentException("holds what is no number");
            }
            squares += (double) number * number;
        }
        if (squares == 0) {
            throw new IllegalArgumentException("is zero");
        }
        return new Vector(numbers.clone(), Math.sqrt(squares));
    }

    /// How many numbers it has.
    public int dimensions() {
        return numbers.length;
    }

    /// The cosine of the angle between both, from -1 to 1. The same whichever of both is asked.
    ///
    /// @throws IllegalArgumentException if the other has more or fewer numbers
    public double cosine(Vector other) {
        if (numbers.length != other.numbers.length) {
            throw new IllegalArgumentException(numbers.length + " numbers against " + other.numbers.length);
        }
        double product = 0;
        for (int i = 0; i < numbers.length; i++) {
            product += (double) numbers[i] * other.numbers[i];
        }
        return Math.clamp(product / (length * other.length), -1, 1);
    }

    @Override
    public String toString() {
        return "Vector[" + numbers.length + "]";
    }
}
