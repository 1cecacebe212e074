package io.evenkeel.app;

import io.evenkeel.incident.PlannedEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/// Reads the settings: the defaults, then `evenkeel.yaml`, then the environment.
///
/// Every setting `a.b-c` of the file is also the variable `EVENKEEL_A_B_C`; some have the name of
/// [#KNOWN_ELSEWHERE] too, under which other programs know them. A variable that is set to nothing
/// counts as not set. A key that the defaults do not have stops the start, in the file and in the
/// environment alike.
public final class SettingsReader {
  private static final String PREFIX = "EVENKEEL_";

  /// Variables that are read elsewhere: by the command line and the launcher.
  private static final Set<String> READ_ELSEWHERE = Set.of("EVENKEEL_HOME", "EVENKEEL_JAVA_OPTS");

  /// Settings by a name under which people and other programs know them.
  static final Map<String, String> KNOWN_ELSEWHERE =
      Map.of(
          "EVENKEEL_TOKEN", "EVENKEEL_SERVER_TOKEN",
          "MLFLOW_TRACKING_URI", "EVENKEEL_MLFLOW_TRACKING_URI",
          "MLFLOW_TRACKING_USERNAME", "EVENKEEL_MLFLOW_USERNAME",
          "MLFLOW_TRACKING_PASSWORD", "EVENKEEL_MLFLOW_PASSWORD",
          "MLFLOW_TRACKING_TOKEN", "EVENKEEL_MLFLOW_TOKEN",
          "SLACK_WEBHOOK_URL", "EVENKEEL_ALERTS_SLACK_WEBHOOK_URL",
          "PAGERDUTY_ROUTING_KEY", "EVENKEEL_ALERTS_PAGERDUTY_ROUTING_KEY",
          "AGENT_MODE", "EVENKEEL_REASONER_MODE",
          "ANTHROPIC_API_KEY", "EVENKEEL_REASONER_LLM_API_KEY");

  /// Settings that [#write] does not show.
  private static final Set<String> SECRETS =
      Set.of(
          "token",
          "password",
          "api-key",
          "key",
          "slack-webhook-url",
          "webhook-url",
          "pagerduty-routing-key");

  /// A user name and password in an address: before the host, or among the parameters.
  private static final Pattern LOGIN = Pattern.compile("//[^/]*@");

  private static final Pattern PASSWORD = Pattern.compile("(?i)(password=)[^&]*");

  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .addModule(
              new SimpleModule()
                  .addSerializer(Duration.class, new DurationWriter())
                  .addDeserializer(Duration.class, new DurationParser())
                  .addSerializer(PlannedEvent.Effect.class, new EffectWords.Writer())
                  .addDeserializer(PlannedEvent.Effect.class, new EffectWords.Parser()))
          .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
          .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
          .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private SettingsReader() {}

  /// Reads the settings of a home.
  ///
  /// @param file the settings file; need not exist
  /// @param environment the variables of the process
  /// @throws SettingsException when a key is unknown or a value is not allowed
  public static Settings read(Path file, Map<String, String> environment) {
    ObjectNode tree = YAML.valueToTree(Settings.defaults());
    if (Files.exists(file)) {
      overlay(tree, parse(file), file.getFileName() + "", "");
    }
    overlayEnvironment(tree, environment);
    return bind(tree);
  }

  /// Reads the settings of a home as they would be with those of another file on top of them.
  ///
  /// @param over the other file
  /// @param sections the sections that it may have
  /// @throws SettingsException when it has another section, a key is unknown, or a value is not
  ///   allowed
  public static Settings readWith(
      Path file, Map<String, String> environment, Path over, Set<String> sections) {
    ObjectNode tree = YAML.valueToTree(read(file, environment));
    if (Files.notExists(over)) {
      throw new SettingsException("there is no " + over);
    }
    JsonNode given = parse(over);
    for (String name : given.isObject() ? given.propertyNames() : Set.<String>of()) {
      if (!sections.contains(name)) {
        throw new SettingsException(
            "%s: %s has no part here; these have: %s"
                .formatted(over, name, String.join(", ", sections.stream().sorted().toList())));
      }
    }
    overlay(tree, given, over.toString(), "");
    return bind(tree);
  }

  /// The settings as the text of a settings file. Of a secret it says only that it is set.
  public static String write(Settings settings) {
    ObjectNode tree = YAML.valueToTree(settings);
    hideSecrets(tree);
    return YAML.writeValueAsString(tree);
  }

  /// The variables that are settings, in the order of the alphabet.
  public static List<String> variables() {
    Map<String, Slot> slots = new TreeMap<>();
    collect(YAML.valueToTree(Settings.defaults()), PREFIX, slots);
    return Stream.concat(slots.keySet().stream(), KNOWN_ELSEWHERE.keySet().stream())
        .sorted()
        .toList();
  }

  private static void hideSecrets(ObjectNode tree) {
    for (String name : List.copyOf(tree.propertyNames())) {
      if (tree.get(name) instanceof ObjectNode section) {
        hideSecrets(section);
      } else if (SECRETS.contains(name) && !tree.get(name).isNull()) {
        tree.put(name, "(set)");
      } else if (tree.get(name).isString()) {
        String open = LOGIN.matcher(tree.get(name).asString()).replaceFirst("//(set)@");
        tree.put(name, PASSWORD.matcher(open).replaceAll("$1(set)"));
      }
    }
  }

  private static JsonNode parse(Path file) {
    try {
      return YAML.readTree(file);
    } catch (JacksonException e) {
      throw new SettingsException(file + " is not valid YAML: " + e.getOriginalMessage(), e);
    }
  }

  private static void overlay(ObjectNode tree, JsonNode given, String place, String path) {
    if (given.isMissingNode() || given.isNull()) {
      return;
    }
    if (!given.isObject()) {
      throw new SettingsException(
          place + ": " + (path.isEmpty() ? "the file" : path) + " must hold settings by name");
    }
    given
        .properties()
        .forEach(entry -> {
          String name = entry.getKey();
          String full = path.isEmpty() ? name : path + "." + name;
          if (!tree.has(name)) {
            throw new SettingsException(
                "%s: unknown setting %s; known here: %s"
                    .formatted(place, full, String.join(", ", tree.propertyNames())));
          }
          if (tree.get(name) instanceof ObjectNode section) {
            overlay(section, entry.getValue(), place, full);
          } else {
            tree.set(name, entry.getValue());
          }
        });
  }

  private static void overlayEnvironment(ObjectNode tree, Map<String, String> environment) {
    Map<String, Slot> slots = new TreeMap<>();
    collect(tree, PREFIX, slots);
    environment.forEach((name, value) -> {
      String known = KNOWN_ELSEWHERE.getOrDefault(name, name);
      if (!known.startsWith(PREFIX) || READ_ELSEWHERE.contains(known) || value.isBlank()) {
        return;
      }
      Slot slot = slots.get(known);
      if (slot == null) {
        throw new SettingsException(
            "unknown environment variable %s; known: %s"
                .formatted(name, String.join(", ", slots.keySet())));
      }
      if (!known.equals(name) && !environment.getOrDefault(known, "").isBlank()) {
        throw new SettingsException(
            "%s and %s are the same setting; set one of them".formatted(name, known));
      }
      slot.set(value);
    });
  }

  private static void collect(ObjectNode tree, String prefix, Map<String, Slot> slots) {
    tree.properties()
        .forEach(entry -> {
          String variable = prefix + entry.getKey().replace('-', '_').toUpperCase(Locale.ROOT);
          if (entry.getValue() instanceof ObjectNode section) {
            collect(section, variable + "_", slots);
          } else {
            slots.put(variable, new Slot(tree, entry.getKey()));
          }
        });
  }

  private static Settings bind(ObjectNode tree) {
    try {
      return YAML.treeToValue(tree, Settings.class);
    } catch (DatabindException e) {
      StringBuilder path = new StringBuilder();
      e.getPath()
          .forEach(step ->
              path.append(
                  step.getPropertyName() == null
                      ? "[" + step.getIndex() + "]"
                      : (path.isEmpty() ? "" : ".") + step.getPropertyName()));
      throw new SettingsException("setting " + path + ": " + reason(e), e);
    }
  }

  /// What is wrong with a value. What may be a secret, or hold one, is not repeated.
  private static String reason(DatabindException e) {
    String name =
        e.getPath().isEmpty()
            ? ""
            : Objects.requireNonNullElse(e.getPath().getLast().getPropertyName(), "");
    if (SECRETS.contains(name)
        || name.equals("url")
        || name.endsWith("-url")
        || name.endsWith("-uri")) {
      return "cannot be read; it must be one line of plain text, an address one without blanks"
          + " (the value is not shown)";
    }
    if (e instanceof InvalidFormatException format && format.getTargetType().isEnum()) {
      return "must be one of "
          + Arrays.toString(format.getTargetType().getEnumConstants()).toLowerCase(Locale.ROOT)
          + ", was "
          + format.getValue();
    }
    return e.getCause() instanceof IllegalArgumentException cause
        ? String.valueOf(cause.getMessage())
        : e.getOriginalMessage();
  }

  /// The place of one value in the tree. Text stays text, so that a token of digits is no number.
  private record Slot(ObjectNode section, String name) {
    void set(String value) {
      JsonNode standard = section.get(name);
      if (standard != null && (standard.isNumber() || standard.isBoolean() || standard.isArray())) {
        section.set(name, YAML.readTree(value));
      } else {
        section.put(name, value);
      }
    }
  }

  private static final class DurationWriter extends ValueSerializer<Duration> {
    @Override
    public void serialize(Duration value, JsonGenerator out, SerializationContext context) {
      out.writeString(Durations.format(value));
    }
  }

  private static final class DurationParser extends ValueDeserializer<Duration> {
    @Override
    public Duration deserialize(JsonParser in, DeserializationContext context) {
      return Durations.parse(in.getString());
    }
  }
}
