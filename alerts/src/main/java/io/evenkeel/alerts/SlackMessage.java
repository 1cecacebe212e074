package io.evenkeel.alerts;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A notice as a message of Slack: Block Kit, with the top-level `text` as notification and
/// fallback.
///
/// Limits of Slack: 50 blocks; 150 characters in a header; 3,000 in the text of a section; 10
/// fields of 2,000 in a section; 10 elements in a context; about 13,200 in all. Slack does not say
/// what it counts, so the whole JSON document is held to the last one.
final class SlackMessage {
  private static final int HEADER = 150;
  private static final int FALLBACK = 600;
  private static final int SENTENCE = 1_200;
  private static final int FIELD = 900;
  private static final int FEATURE = 200;
  private static final int PROSE = 2_400;
  private static final int WHOLE = 13_200;
  private static final int SMALLEST = 40;
  // What a person can copy into a shell as it is.
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Notice notice;
  private final Story story;
  private final Links links;
  private final int divisor;

  private SlackMessage(Notice notice, Links links, int divisor) {
    this.notice = notice;
    this.story = new Story(notice);
    this.links = links;
    this.divisor = divisor;
  }

  /// The message as JSON, within all limits whatever the notice holds.
  static String json(Notice notice, Links links) {
    String json = new SlackMessage(notice, links, 1).write();
    // Quotes and backslashes take two characters each; then every text is cut shorter.
    for (int divisor = 2; json.length() > WHOLE; divisor *= 2) {
      json = new SlackMessage(notice, links, divisor).write();
    }
    return json;
  }

  private String write() {
    ObjectNode message = JSON.createObjectNode();
    message.put(
        "text",
        escaped(story.title() + ". " + story.sentence() + " " + notice.whatToDo(), FALLBACK));
    message.put("unfurl_links", false).put("unfurl_media", false);
    ArrayNode blocks = message.putArray("blocks");
    ObjectNode header = blocks.addObject().put("type", "header");
    header.set("text", plain(escaped(story.title(), HEADER)));
    section(blocks, escaped(story.sentence(), SENTENCE));
    ArrayNode fields = blocks.addObject().put("type", "section").putArray("fields");
    field(fields, "Drift score", story.driftScore());
    field(fields, "Decision", story.decision());
    field(fields, "Version", story.version());
    if (!notice.outcome().isBlank()) {
      field(fields, "Outcome", notice.outcome());
    }
    field(fields, "Data quality", story.quality());
    field(fields, "Time to detect", story.timeToDetect());
    field(fields, "Time to recover", story.timeToRecover());
    if (!notice.moved().isEmpty()) {
      section(blocks, "*What moved*\n" + moved());
    }
    prose(blocks, "Reasoning", notice.reasoning());
    prose(blocks, "To do", notice.whatToDo());
    context(blocks.addObject().put("type", "context").putArray("elements"));
    return message.toString();
  }

  private String moved() {
    return story.moved().stream()
        .map(line -> "• " + escaped(line, FEATURE))
        .collect(Collectors.joining("\n"));
  }

  private void prose(ArrayNode blocks, String name, String text) {
    if (!text.isBlank()) {
      section(blocks, "*%s*\n%s".formatted(name, escaped(text, PROSE)));
    }
  }

  private void field(ArrayNode fields, String name, String value) {
    fields.add(marked("*%s*\n%s".formatted(name, escaped(value, FIELD))));
  }

  private void context(ArrayNode elements) {
    List<String> shown = new ArrayList<>();
    String incident = "Incident " + escaped(notice.incident(), HEADER);
    shown.add(link(links.incident(notice), incident).orElse(incident));
    if (links.incident(notice).isEmpty() && PLAIN.matcher(notice.incident()).matches()) {
      shown.add("`./evenkeel incidents %s`".formatted(notice.incident()));
    }
    shown.add(notice.time().toString());
    link(links.dashboard(notice), "Grafana").ifPresent(shown::add);
    link(links.runbook(), "Runbook").ifPresent(shown::add);
    shown.forEach(text -> elements.add(marked(text)));
  }

  private static Optional<String> link(Optional<URI> address, String name) {
    return address.map(uri -> "<%s|%s>".formatted(SlackText.escape(uri.toASCIIString()), name));
  }

  private static void section(ArrayNode blocks, String text) {
    blocks.addObject().put("type", "section").set("text", marked(text));
  }

  /// Text with marks of ours; `verbatim` keeps Slack from making links and mentions of its own.
  private static ObjectNode marked(String text) {
    return JSON.createObjectNode().put("type", "mrkdwn").put("text", text).put("verbatim", true);
  }

  private static ObjectNode plain(String text) {
    return JSON.createObjectNode().put("type", "plain_text").put("text", text).put("emoji", false);
  }

  private String escaped(String text, int limit) {
    return SlackText.escape(text, Math.max(SMALLEST, limit / divisor));
  }
}
