package io.evenkeel.serving;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Reads a bounded list, bare or as the only field of an object.
final class Lists {
  private Lists() {}

  /// A member of the list, or what is wrong with it.
  record Member<T>(Optional<T> value, Optional<Refusal> refusal) {
    static <T> Member<T> right(T value) {
      return new Member<>(Optional.of(value), Optional.empty());
    }

    static <T> Member<T> wrong(Refusal refusal) {
      return new Member<>(Optional.empty(), Optional.of(refusal));
    }
  }

  /// Reads from the first token of the body to the end of the list or its object.
  ///
  /// @param field the field of the object that may hold the list
  /// @param most how many members it may have
  /// @param member reads the member whose first token is the current one, to its last token
  /// @throws Refusal.Refused when the list has another shape or is too long, or for the first
  ///   member that is wrong
  static <T> List<T> read(
      JsonParser parser, String field, int most, Function<JsonParser, Member<T>> member) {
    JsonToken start = parser.nextToken();
    boolean wrapped = start == JsonToken.START_OBJECT;
    String shape = "the body must be {\"" + field + "\": [...]} or a list";
    if (wrapped && (!field.equals(parser.nextName()) || parser.nextToken() == null)) {
      throw TransactionReader.wrongShape(shape);
    }
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw TransactionReader.wrongShape(shape);
    }
    List<T> members = members(parser, field, most, member);
    if (wrapped && parser.nextToken() != JsonToken.END_OBJECT) {
      throw Refusal.malformed("wrong_shape", "", shape)
          .ofMembers(Math.max(1, members.size()))
          .asException();
    }
    return members;
  }

  /// Reads a list whose first token is the current one, to its last token.
  ///
  /// @throws Refusal.Refused when it is too long, or for the first member that is wrong
  static <T> List<T> members(
      JsonParser parser, String field, int most, Function<JsonParser, Member<T>> member) {
    List<T> members = new ArrayList<>();
    Refusal first = null;
    int index = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (index == most) {
        // The rest is not read, so this is the least that there were.
        throw Refusal.tooLarge("too_many", "at most " + most + " " + field + " in one request")
            .ofMembers(index + 1)
            .asException();
      }
      Member<T> next = member.apply(parser);
      next.value().ifPresent(members::add);
      first = graver(first, next, index);
      index++;
    }
    if (first != null) {
      throw first.ofMembers(index).asException();
    }
    return members;
  }

  private static @Nullable Refusal graver(@Nullable Refusal first, Member<?> next, int index) {
    if (next.refusal().isEmpty()) {
      return first;
    }
    Refusal found = next.refusal().get().at(index);
    return first == null || (first.status() != 400 && found.status() == 400) ? found : first;
  }
}
