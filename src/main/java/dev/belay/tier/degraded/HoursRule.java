package dev.belay.tier.degraded;

import dev.belay.platform.Time;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The configured business hours, and whether it is within them now. Knows nothing of holidays and says so.
final class HoursRule implements Rule {
    private static final Pattern NOW = Pattern.compile(
            "(?:are you|are we|is the (?:office|shop|store)) (?:currently )?open(?: right)?(?: now)?\\s*\\??",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern WHEN = Pattern.compile(
            "(?:what are (?:your|the|our) (?:business|opening|office) hours"
                    + "|when (?:are you open|do you open|is the (?:office|shop|store) open))\\s*\\??",
            Pattern.CASE_INSENSITIVE);

    private final RulesConfig.Hours hours;
    private final Time time;

    HoursRule(RulesConfig.Hours hours, Time time) {
        this.hours = hours;
        this.time = time;
    }

    @Override
    public String certainOf() {
        return known() ? "the business hours" : "the business hours, if they were configured";
    }

    @Override
    public Optional<String> answer(String question) {
        if (!known()) {
            return Optional.empty();
        }
        if (WHEN.matcher(question).matches()) {
            return Optional.of("Business hours: " + hours() + ". Holidays are not taken into account.");
        }
        if (NOW.matcher(question).matches()) {
            String state = open(time.now().atZone(hours.zone())) ? "open" : "closed";
            return Optional.of("By the business hours it is " + state + " now (" + hours()
                    + "). Holidays are not taken into account.");
        }
        return Optional.empty();
    }

    private boolean known() {
        return hours.opens().isPresent() && hours.closes().isPresent();
    }

    private boolean open(ZonedDateTime now) {
        return hours.days().contains(now.getDayOfWeek())
                && !now.toLocalTime().isBefore(hours.opens().orElseThrow())
                && now.toLocalTime().isBefore(hours.closes().orElseThrow());
    }

    private String hours() {
        String days = hours.days().stream()
                .sorted()
                .map(day -> day.getDisplayName(TextStyle.SHORT, Locale.ENGLISH))
                .collect(Collectors.joining(", "));
        return "%s, %s to %s %s"
                .formatted(days, hours.opens().orElseThrow(), hours.closes().orElseThrow(), hours.zone());
    }
}
