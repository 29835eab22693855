package dev.belay.drill.embed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Ways for embeddings to be wrong that come with status 200; named `e01` to `e08` in the name of the model.
public enum Spoilt {
    /// One vector fewer than texts.
    E01 {
        @Override
        List<Vectors.One> spoil(List<Vectors.One> good) {
            return good.subList(0, good.size() - 1);
        }
    },
    /// `NaN` in the first vector, as Python writes it, which is no JSON.
    E02 {
        @Override
        List<Vectors.One> spoil(List<Vectors.One> good) {
            return withFirst(good, new Vectors.One(0, good.getFirst().numbers().replaceFirst("\\[[^,]*", "[NaN")));
        }
    },
    /// The first vector is zero.
    E03 {
        @Override
        List<Vectors.One> spoil(List<Vectors.One> good) {
            return withFirst(good, new Vectors.One(0, good.getFirst().numbers().replaceAll("[^\\[\\],]+", "0.0")));
        }
    },
    /// The first vector is shorter than the others.
    E04 {
        @Override
        List<Vectors.One> spoil(List<Vectors.One> good) {
            return withFirst(good, new Vectors.One(0, good.getFirst().numbers().replaceFirst(",[^,]*]", "]")));
        }
    },
    /// All have the index of the first.
    E05 {
        @Override
        List<Vectors.One> spoil(List<Vectors.One> good) {
            return good.stream().map(one -> new Vectors.One(0, one.numbers())).toList();
        }
    },
    /// As base64, although numbers were asked for.
    E06 {
        @Override
        List<Vectors.One> spoil(List<Vectors.One> good) {
            return withFirst(good, new Vectors.One(0, "\"AACAPwAAAAA=\""));
        }
    },
    /// A number too large for any.
    E07 {
        @Override
        List<Vectors.One> spoil(List<Vectors.One> good) {
            return withFirst(good, new Vectors.One(0, good.getFirst().numbers().replaceFirst("\\[[^,]*", "[1e999")));
        }
    },
    /// All in another order, each with its own index: nothing is wrong with that.
    E08 {
        @Override
        List<Vectors.One> spoil(List<Vectors.One> good) {
            return good.reversed();
        }
    };

    abstract List<Vectors.One> spoil(List<Vectors.One> good);

    /// @param id as in a model's name
    public static Optional<Spoilt> find(String id) {
        return Arrays.stream(values())
                .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(id))
                .findFirst();
    }

    private static List<Vectors.One> withFirst(List<Vectors.One> good, Vectors.One first) {
        List<Vectors.One> spoilt = new ArrayList<>(good);
        spoilt.set(0, first);
        return spoilt;
    }
}
