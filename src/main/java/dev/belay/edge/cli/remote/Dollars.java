package dev.belay.edge.cli.remote;

import dev.belay.platform.text.Decimals;
import java.math.BigDecimal;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// An amount of US dollars: `2`, `0.05`.
public final class Dollars implements ITypeConverter<BigDecimal> {
    @Override
    public BigDecimal convert(String text) {
        try {
            BigDecimal amount = new BigDecimal(text);
            if (amount.signum() >= 0 && Decimals.bounded(amount)) {
                return amount;
            }
        } catch (NumberFormatException _) {
            // told like every other text that is no amount
        }
        throw new TypeConversionException("'" + text + "' is not an amount such as 2 or 0.05");
    }
}
