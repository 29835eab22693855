package dev.belay.toolcall.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.belay.platform.Json;
import dev.belay.toolcall.value.LenientValues;
import dev.belay.toolcall.value.WrittenValue;
import java.io.StringReader;
import java.util.Locale;
import java.util.Set;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/// A block of YAML that is a mapping or a list. Plain words are read by the core schema of YAML 1.2: `no` and `on` are
/// words, `10:30` is a word, `2020-01-01` is a word; only `true`, `false`, `null`, `~` and numbers of JSON are not.
///
/// Never throws. Tags, merged keys and blocks that unfold by aliases beyond their length are refused.
public final class YamlBlock {
    /// Characters.
    private static final int LONGEST = 64 * 1024;
    private static final int DEEPEST = 32;
    private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

    private int left;

    private YamlBlock(int most) {
        this.left = most;
    }

    /// @return `null` if the text is not one document with a mapping or list
    public static JsonNode read(String text) {
        if (text.length() > LONGEST) {
            return null;
        }
        LoaderOptions options = new LoaderOptions();
        options.setNestingDepthLimit(DEEPEST);
        options.setCodePointLimit(LONGEST);
        options.setAllowDuplicateKeys(false);
        try {
            Node root = new Yaml(new SafeConstructor(options)).compose(new StringReader(text));
            return root instanceof MappingNode || root instanceof SequenceNode
                    ? new YamlBlock(text.length() + 16).value(root, 0)
                    : null;
        } catch (RuntimeException _) {
            // Not only its own exceptions: it was not written for text that wants to break it.
            return null;
        }
    }

    private JsonNode value(Node node, int depth) {
        if (--left < 0 || depth > DEEPEST) {
            throw new YAMLException("unfolds too far");
        }
        String tag = node.getTag().getValue();
        if (!tag.startsWith(Tag.PREFIX) || tag.indexOf('/', Tag.PREFIX.length()) >= 0) {
            throw new YAMLException("a tag would have to be understood");
        }
        return switch (node) {
            case MappingNode mapping -> object(mapping, depth);
            case SequenceNode sequence -> {
                ArrayNode list = Json.mapper().createArrayNode();
                sequence.getValue().forEach(item -> list.add(value(item, depth + 1)));
                yield list;
            }
            case ScalarNode scalar -> scalar(scalar);
            default -> throw new YAMLException("neither a value nor a collection");
        };
    }

    private ObjectNode object(MappingNode mapping, int depth) {
        ObjectNode members = Json.object();
        for (NodeTuple member : mapping.getValue()) {
            boolean merged = "<<".equals(member.getKeyNode() instanceof ScalarNode key ? key.getValue() : null);
            if (merged || !(member.getKeyNode() instanceof ScalarNode name) || members.has(name.getValue())) {
                throw new YAMLException("a key is no plain name");
            }
            members.set(name.getValue(), value(member.getValueNode(), depth + 1));
        }
        return members;
    }

    private static JsonNode scalar(ScalarNode scalar) {
        String text = scalar.getValue();
        if (scalar.getScalarStyle() != ScalarStyle.PLAIN) {
            return TextNode.valueOf(text);
        }
        if (NULLS.contains(text)) {
            return NullNode.instance;
        }
        String lower = text.length() <= 5 ? text.toLowerCase(Locale.ROOT) : text;
        boolean truth = lower.equals("true") || lower.equals("false");
        WrittenValue read = new LenientValues(truth ? lower : text).read(0, text.length());
        boolean literal = read.found() && read.repairs().isEmpty() && read.end() == text.length();
        return literal && read.json().isValueNode() && !read.json().isTextual() ? read.json() : TextNode.valueOf(text);
    }
}
