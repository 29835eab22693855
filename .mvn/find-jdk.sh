# Sets JAVA_HOME to a JDK 25 or newer, or says in one line what to install. Sourced by ./mvnw and ./belay.
java_major() { # from the file that every JDK carries, which takes no JVM to read; else from the JVM
    if [ -r "$1/release" ]; then
        sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" | grep . && return 0
    fi
    "$1/bin/java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.specification\.version = \([0-9]*\).*/\1/p'
}
is_jdk25() { [ -x "$1/bin/javac" ] && [ "$(java_major "$1")" -ge 25 ] 2>/dev/null; }
find_jdk25() {
    for candidate in "${BELAY_JAVA_HOME:-}" "${JAVA_HOME:-}" "${JAVA_HOME_25_X64:-}" "${JAVA_HOME_25_ARM64:-}" \
        /usr/lib/jvm/*25* /opt/java/*25* /opt/jdk*25* /opt/*25*jdk* "$HOME"/.sdkman/candidates/java/25* \
        "$HOME"/.jdks/*25* "$HOME"/.local/share/mise/installs/java/*25* "$HOME"/.asdf/installs/java/*25* \
        /Library/Java/JavaVirtualMachines/*25*/Contents/Home /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
        /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home /usr/lib/jvm/*; do
        if [ -n "$candidate" ] && is_jdk25 "$candidate"; then
            echo "$candidate"
            return 0
        fi
    done
    onpath=$(command -v javac 2>/dev/null) || return 1
    onpath=$(dirname "$(dirname "$(readlink -f "$onpath")")")
    is_jdk25 "$onpath" && echo "$onpath"
}
JAVA_HOME=$(find_jdk25) || {
    echo "belay: no JDK 25 found; install one (for example Eclipse Temurin 25) or set JAVA_HOME to it" >&2
    exit 1
}
export JAVA_HOME
