package io.evenkeel.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// A compose file as far as the tests ask about it, with its variables still in it.
///
/// @param services by name
/// @param volumes the named volumes
/// @param variables each variable, with its default; empty where it has none
record ComposeFile(
    Map<String, Service> services, List<String> volumes, Map<String, String> variables) {
  private static final Pattern VARIABLE =
      Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)(?::?([-?])([^}]*))?}");

  /// One service.
  ///
  /// @param image the name of its image
  /// @param built whether it is built here
  /// @param command what it runs; empty for the image's own
  /// @param environment its variables
  /// @param ports as they are written
  /// @param volumes as they are written
  /// @param tmpfs as they are written
  /// @param readOnly whether its root cannot be written
  /// @param health the command of its health check, `CMD` first; empty for the image's own
  /// @param after the services that it depends on
  record Service(
      String image,
      boolean built,
      List<String> command,
      Map<String, String> environment,
      List<String> ports,
      List<String> volumes,
      List<String> tmpfs,
      boolean readOnly,
      List<String> health,
      List<String> after) {}

  /// The service of a name; fails the test where there is none.
  Service service(String name) {
    return Optional.ofNullable(services.get(name))
        .orElseThrow(() -> new AssertionError("docker-compose.yml has no service " + name));
  }

  static ComposeFile read(Path file) throws IOException {
    String text = Files.readString(file);
    Map<?, ?> tree = map(new Load(LoadSettings.builder().build()).loadFromString(text));
    Map<String, Service> services = new LinkedHashMap<>();
    map(tree.get("services"))
        .forEach((name, service) -> services.put(name.toString(), service(merged(service))));
    Map<String, String> variables = new TreeMap<>();
    Matcher matcher = VARIABLE.matcher(text);
    while (matcher.find()) {
      boolean standard = "-".equals(matcher.group(2));
      variables.merge(matcher.group(1), standard ? matcher.group(3) : "", ComposeFile::theSame);
    }
    List<String> volumes =
        map(tree.get("volumes")).keySet().stream().map(Object::toString).toList();
    return new ComposeFile(services, volumes, variables);
  }

  /// The variables of a `.env` file, those that are commented out too.
  static Map<String, String> environment(Path file, boolean commentedOut) throws IOException {
    Map<String, String> variables = new TreeMap<>();
    Pattern line = Pattern.compile((commentedOut ? "#" : "") + "([A-Z][A-Z0-9_]*)=(.*)");
    for (String text : Files.readAllLines(file)) {
      Matcher matcher = line.matcher(text);
      if (matcher.matches()) {
        variables.put(matcher.group(1), matcher.group(2));
      }
    }
    return variables;
  }

  /// The environment of a service, with the variables filled in as compose does.
  Map<String, String> environment(String service, Map<String, String> given) {
    Map<String, String> filled = new TreeMap<>();
    service(service)
        .environment()
        .forEach((name, value) -> filled.put(name, filledIn(value, given)));
    return filled;
  }

  private String filledIn(String value, Map<String, String> given) {
    return VARIABLE
        .matcher(value)
        .replaceAll(found -> {
          String set = given.getOrDefault(found.group(1), "");
          return Matcher.quoteReplacement(set.isEmpty() ? variables.get(found.group(1)) : set);
        });
  }

  private static Service service(Map<?, ?> tree) {
    Map<String, String> environment = new TreeMap<>();
    merged(tree.get("environment"))
        .forEach((name, value) -> environment.put(name.toString(), text(value)));
    return new Service(
        text(tree.get("image")),
        tree.containsKey("build"),
        texts(tree.get("command")),
        environment,
        texts(tree.get("ports")),
        texts(tree.get("volumes")),
        texts(tree.get("tmpfs")),
        Boolean.TRUE.equals(tree.get("read_only")),
        texts(map(tree.get("healthcheck")).get("test")),
        texts(tree.get("depends_on")));
  }

  /// A map with what it takes over by `<<`.
  private static Map<?, ?> merged(@Nullable Object value) {
    Map<Object, Object> all = new LinkedHashMap<>();
    Map<?, ?> own = map(value);
    Object taken = own.get("<<");
    List<?> sources =
        taken instanceof List<?> list ? list : taken == null ? List.of() : List.of(taken);
    sources.forEach(source -> all.putAll(merged(source)));
    all.putAll(own);
    all.remove("<<");
    return all;
  }

  private static Map<?, ?> map(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }

  private static List<String> texts(@Nullable Object value) {
    List<String> texts = new ArrayList<>();
    if (value instanceof List<?> list) {
      list.forEach(item -> texts.add(text(item)));
    } else {
      map(value).keySet().forEach(key -> texts.add(text(key)));
    }
    return texts;
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }

  private static String theSame(String one, String other) {
    if (!one.equals(other)) {
      throw new AssertionError(
          "a variable has two defaults: " + new TreeSet<>(List.of(one, other)));
    }
    return one;
  }
}
