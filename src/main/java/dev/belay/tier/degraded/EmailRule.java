package dev.belay.tier.degraded;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Whether an address has the form that mail on the internet uses: a dot-atom of RFC 5322 and a host name of
/// RFC 1123, within the lengths of RFC 5321. Whether anybody reads it is another question, and the answer says
/// so.
final class EmailRule implements Rule {
    private static final Pattern QUESTION = Pattern.compile(
            "(?:please )?(?:is|validate|check(?: if| whether)?)\\s+(?:the )?(?:e-?mail )?(?:address )?[\"'<]?(\\S+?)[\"'>]?"
                    + "(?:\\s+is)?(?:\\s+an?)?(?:\\s+valid)?(?:\\s+e-?mail)?(?:\\s+address)?\\s*[?.!]?",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern ASKED = Pattern.compile("e-?mail|valid", Pattern.CASE_INSENSITIVE);
    private static final String ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
    private static final Pattern LOCAL = Pattern.compile(ATOM + "(?:\\." + ATOM + ")*");
    private static final String LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
    private static final Pattern HOST = Pattern.compile("(?:" + LABEL + "\\.)+[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9]");
    private static final int LONGEST = 254;
    private static final int LONGEST_LOCAL = 64;

    @Override
    public String certainOf() {
        return "whether an e-mail address is well-formed";
    }

    @Override
    public Optional<String> answer(String question) {
        Matcher asked = QUESTION.matcher(question);
        if (!asked.matches()
                || !ASKED.matcher(question).find()
                || asked.group(1).indexOf('@') < 0) {
            return Optional.empty();
        }
        String address = asked.group(1);
        String verdict = wellFormed(address)
                ? " is a well-formed e-mail address. Whether it receives mail was not checked."
                : " is not a well-formed e-mail address.";
        return Optional.of(address + verdict);
    }

    private static boolean wellFormed(String address) {
        int at = address.lastIndexOf('@');
        String local = address.substring(0, at);
        return address.length() <= LONGEST
                && local.length() <= LONGEST_LOCAL
                && LOCAL.matcher(local).matches()
                && HOST.matcher(address.substring(at + 1)).matches();
    }
}
