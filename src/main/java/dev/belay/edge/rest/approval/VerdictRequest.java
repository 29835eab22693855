package dev.belay.edge.rest.approval;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belay.approval.ApprovalDesk.Verdict;
import dev.belay.gateway.intake.Fields;

/// Bodies of the four verdicts. Each takes `notes`, and `hash` of what the reviewer was shown; without `hash` whatever
/// is proposed now is decided on.
final class VerdictRequest {
    private static final int LONGEST_NOTES = 4_000;
    private static final int LONGEST_TEXT = 200_000;
    private static final int HASH = 128;

    private final Fields fields;
    private final String hash;
    private final String notes;

    /// @param body may be empty, which says nothing but the verdict itself
    private VerdictRequest(byte[] body) {
        this.fields = Fields.parse(body.length == 0 ? new byte[] {'{', '}'} : body);
        this.hash = fields.text("hash", HASH).orElse(null);
        this.notes = fields.text("notes", LONGEST_NOTES).orElse(null);
    }

    static Verdict approve(byte[] body) {
        VerdictRequest request = new VerdictRequest(body);
        return request.whole(new Verdict.Approve(request.hash, request.notes));
    }

    static Verdict reject(byte[] body) {
        VerdictRequest request = new VerdictRequest(body);
        return request.whole(new Verdict.Reject(request.hash, request.notes));
    }

    /// `arguments` of a tool call as a JSON object, or `text` of an answer.
    static Verdict edit(byte[] body) {
        VerdictRequest request = new VerdictRequest(body);
        Fields fields = request.fields;
        JsonNode arguments = fields.any("arguments");
        String text = fields.text("text", LONGEST_TEXT).orElse(null);
        if ((arguments == null) == (text == null)) {
            throw fields.wrong("arguments", "or text is required, and not both");
        }
        if (arguments != null && !arguments.isObject()) {
            throw fields.wrong("arguments", "must be a JSON object");
        }
        String written = arguments == null ? text : arguments.toString();
        if (written.length() > LONGEST_TEXT) {
            throw fields.wrong("arguments", "must have at most " + LONGEST_TEXT + " characters");
        }
        return request.whole(new Verdict.Edit(request.hash, written, request.notes));
    }

    static Verdict answer(byte[] body) {
        VerdictRequest request = new VerdictRequest(body);
        String text = request.fields.required("text", LONGEST_TEXT);
        return request.whole(new Verdict.Answer(request.hash, text, request.notes));
    }

    private Verdict whole(Verdict verdict) {
        fields.nothingElse();
        return verdict;
    }
}
