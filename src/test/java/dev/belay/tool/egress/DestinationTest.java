package dev.belay.tool.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationTest {
    private static final Policy EVERY_HOST = new Policy(new HostList(List.of("*")), AddressRule.PUBLIC, true);

    /// Gives the literal that a test names, as a resolver under an attacker's control would.
    private static Destination check(String url, String... addresses) throws Refused {
        Resolver resolver = host -> {
            if (addresses.length == 0) {
                throw new UnknownHostException(host);
            }
            return List.of(addresses).stream().map(InetAddress::ofLiteral).toList();
        };
        return Destination.check(Destination.parse(url), EVERY_HOST, resolver);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1/",
                "http://127.1/",
                "http://127.0.1/",
                "http://2130706433/",
                "http://0x7f000001/",
                "http://0x7f.0x0.0x0.0x1/",
                "http://0177.0.0.1/",
                "http://017700000001/",
                "http://127.0.0.1./",
                "http://127.00.0.1/",
                "http://127.0.0.256/",
                "http://①②⑦.⓪.⓪.①/",
                "http://127。0。0。1/",
                "http://127.0.0.1%2f@example.com/",
                "http://example.com@127.0.0.1/",
                "http://127.0.0.1:80@example.com/",
                "http://127.0.0.1\\@example.com/",
                "http://[::1]/",
                "http://[::]/",
                "http://[0:0:0:0:0:0:0:1]/",
                "http://[::ffff:127.0.0.1]/",
                "http://[::ffff:7f00:1]/",
                "http://[::127.0.0.1]/",
                "http://[64:ff9b::7f00:1]/",
                "http://[64:ff9b::169.254.169.254]/",
                "http://[64:ff9b:1::a00:1]/",
                "http://[2002:7f00:1::]/",
                "http://[2001:0:53aa:64c:0:0:80ff:fffe]/",
                "http://[fe80::1]/",
                "http://[fe80::1%25eth0]/",
                "http://[fec0::1]/",
                "http://[fc00::1]/",
                "http://[fd00:ec2::254]/",
                "http://[ff02::1]/",
                "http://[100::1]/",
                "http://[2001:db8::1]/",
                "http://0.0.0.0/",
                "http://0/",
                "http://10.0.0.1/",
                "http://172.16.0.1/",
                "http://172.31.255.255/",
                "http://192.168.1.1/",
                "http://169.254.169.254/latest/meta-data/",
                "http://100.64.0.1/",
                "http://100.100.100.200/",
                "http://168.63.129.16/",
                "http://192.0.0.192/",
                "http://198.18.0.1/",
                "http://224.0.0.1/",
                "http://255.255.255.255/",
                "http://-example.com/",
                "http://exa_mple.com/",
                "http://example..com/",
                "http:///path",
                "http:example.com",
                "//example.com/",
                "ftp://example.com/",
                "file:///etc/passwd",
                "gopher://example.com/",
                "jar:http://example.com/!/",
                "",
            })
    void everySpellingOfAForbiddenPlaceIsRefused(String url) {
        assertThatThrownBy(() -> check(url, "93.184.216.34")).isInstanceOf(Refused.class);
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1",
        "10.1.2.3",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "::1",
        "fe80::1",
        "fd00::1",
        "::ffff:10.0.0.1",
        "64:ff9b::a00:1",
        "2002:a00:1::",
        "ff05::1"
    })
    void aNameThatLeadsToAForbiddenAddressIsRefused(String address) {
        assertThatThrownBy(() -> check("https://innocent.example.com/", address))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("innocent.example.com");
        assertThatThrownBy(() -> check("https://innocent.example.com/", "93.184.216.34", address))
                .isInstanceOf(Refused.class);
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.com/a?b=c,93.184.216.34",
        "http://EXAMPLE.com./,93.184.216.34",
        "https://93.184.216.34/,93.184.216.34",
        "https://[2606:2800:220:1::1]/,2606:2800:220:1::1",
        "https://[64:ff9b::5db8:d822]/,64:ff9b::5db8:d822",
        "https://xn--bcher-kva.example/,2606:2800:220:1::1",
        "https://172.32.0.1/,172.32.0.1",
        "https://a-1.b2.example/,100.128.0.1"
    })
    void publicPlacesMayBeReached(String url, String address) throws Refused {
        assertThat(check(url, address).addresses()).containsExactly(InetAddress.ofLiteral(address));
    }

    @Test
    void theHostIsLookedUpOnceAndOnlyWhenItIsOnTheList() {
        Policy one = new Policy(
                new HostList(List.of("Example.com", "*.docs.example", "api.example:8443")), AddressRule.PUBLIC, false);
        Resolver never = host -> {
            throw new AssertionError("looked up " + host);
        };
        for (String url : List.of(
                "https://other.example/",
                "https://example.com:8443/",
                "https://sub.example.com/",
                "https://docs.example/",
                "https://evildocs.example/",
                "https://api.example/",
                "http://example.com/")) {
            assertThatThrownBy(() -> Destination.check(Destination.parse(url), one, never))
                    .isInstanceOf(Refused.class);
        }
    }

    @Test
    void theListKnowsHostsPortsAndFamilies() {
        HostList list =
                new HostList(List.of("example.com", "*.docs.example", "api.example:8443", "[2606:2800::1]:444"));

        assertThat(list.allows("example.com", 443, 443)).isTrue();
        assertThat(list.allows("a.docs.example", 443, 443)).isTrue();
        assertThat(list.allows("api.example", 8443, 443)).isTrue();
        assertThat(list.allows("[2606:2800::1]", 444, 443)).isTrue();
        assertThat(list.allows("[2606:2800::1]", 443, 443)).isFalse();
        assertThat(list.allows("api.example", 443, 443)).isFalse();
        assertThat(new HostList(List.of()).allows("example.com", 443, 443)).isFalse();
    }

    @Test
    void anUnknownHostIsRefused() {
        assertThatThrownBy(() -> check("https://none.example/")).hasMessage("the host none.example is not known");
    }
}
