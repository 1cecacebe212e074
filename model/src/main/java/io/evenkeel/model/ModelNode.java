package io.evenkeel.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A place in a saved model, with accessors that say where an expectation failed.
///
/// @param source the name of the file
/// @param path the way from the root, for messages
/// @param value what is there
record ModelNode(String source, String path, Ubj value) {
  ModelNode get(String key) {
    if (value instanceof Ubj.Members members) {
      Ubj member = members.byKey().get(key);
      if (member != null) {
        return new ModelNode(source, path.isEmpty() ? key : path + "." + key, member);
      }
    }
    throw wrong("lacks " + key);
  }

  /// What is under a key, if anything.
  Optional<ModelNode> find(String key) {
    return value instanceof Ubj.Members members && members.byKey().containsKey(key)
        ? Optional.of(get(key))
        : Optional.empty();
  }

  String text() {
    if (value instanceof Ubj.Text text) {
      return text.value();
    }
    throw wrong("is not a string");
  }

  List<ModelNode> items() {
    if (!(value instanceof Ubj.Items items)) {
      throw wrong("is not a list");
    }
    List<ModelNode> nodes = new ArrayList<>();
    for (Ubj item : items.values()) {
      nodes.add(new ModelNode(source, path + "[" + nodes.size() + "]", item));
    }
    return nodes;
  }

  /// A list of numbers, whether its header declares a type or not.
  double[] numbers() {
    return switch (value) {
      case Ubj.Numbers numbers -> numbers.values();
      case Ubj.Items _ -> items().stream().mapToDouble(ModelNode::number).toArray();
      case Ubj.Members _, Ubj.Scalar _, Ubj.Text _, Ubj.Flag _, Ubj.Nothing _ ->
          throw wrong("is not a list of numbers");
    };
  }

  /// Requires one of the given strings.
  void mustBe(String... allowed) {
    if (!List.of(allowed).contains(text())) {
      throw wrong("is " + text() + "; supported: " + String.join(", ", allowed));
    }
  }

  BundleException wrong(String what) {
    return new BundleException(message(what));
  }

  BundleException wrong(String what, Throwable cause) {
    return new BundleException(message(what), cause);
  }

  private String message(String what) {
    return source + ": " + (path.isEmpty() ? "the root" : path) + " " + what;
  }

  private double number() {
    if (value instanceof Ubj.Scalar number) {
      return number.value();
    }
    throw wrong("is not a number");
  }
}
