package dev.belay.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SignatureTest {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    /// Made by OpenSSL: `printf '%s' id.timestamp.payload | openssl dgst -sha256 -mac HMAC -macopt hexkey:… -binary`.
    @Test
    void signsAsTheSpecificationSays() {
        String signed = new Signature(List.of(SECRET))
                .of("msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, "{\"test\": 2432232314}");

        assertThat(signed).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void signsWithEverySecret() {
        String other = "whsec_" + "QUFB".repeat(8);

        String signed = new Signature(List.of(SECRET, other)).of("id", 1, "{}");

        assertThat(signed.split(" ")).hasSize(2).doesNotHaveDuplicates().allMatch(one -> one.startsWith("v1,"));
    }

    @Test
    void saysWhatIsWrongWithASecretWithoutIt() {
        assertThat(Signature.problem(SECRET)).isNull();
        assertThat(Signature.problem("hunter2hunter2hunter2")).isEqualTo("must begin with whsec_");
        assertThat(Signature.problem("whsec_%%%")).isEqualTo("must be base64 after whsec_");
        assertThat(Signature.problem("whsec_QUFB")).isEqualTo("must hold 24 to 64 bytes, not 3");
    }
}
