package io.evenkeel.console;

import io.evenkeel.incident.Incident;
import io.evenkeel.report.Html;
import java.util.List;

/// What all pages of the console have around them.
final class Frame {
  private Frame() {}

  /// A page as far as its first own line.
  ///
  /// @param title what it is about
  /// @param place the path of the place in the navigation; empty for none
  static Html begin(String title, String place) {
    Html page = new Html();
    page.raw("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.raw("<meta name=\"viewport\" content=\"width=device-width\">\n");
    page.element("title", title + " · Evenkeel").raw("\n");
    page.raw("<link rel=\"stylesheet\" href=\"/console.css\">\n");
    page.raw("<script src=\"/console.js\" defer></script>\n</head>\n<body>\n<nav><b>Evenkeel</b>");
    link(page, "/", "Now", place);
    link(page, "/incidents", "Incidents", place);
    return page.raw(" <a href=\"/report\">Latest report</a></nav>\n");
  }

  static String end(Html page) {
    return page.raw("</body>\n</html>\n").toString();
  }

  private static void link(Html page, String path, String name, String place) {
    page.raw(" <a href=\"").raw(path).raw(path.equals(place) ? "\" aria-current=\"page\">" : "\">");
    page.text(name).raw("</a>");
  }

  /// A table of incidents.
  static void table(Html page, List<Incident> incidents) {
    page.raw("<div class=\"wide\"><table>\n<tr><th>incident</th><th>state</th><th>cause</th>");
    page.raw("<th>asked for</th><th>detected</th><th>ended</th></tr>\n");
    for (Incident incident : incidents) {
      page.raw("<tr><td class=\"id\"><a href=\"/incidents/").text(incident.id()).raw("\">");
      page.text(incident.id()).raw("</a></td><td>");
      state(page, incident);
      page.raw("</td><td>").text(String.join(", ", incident.cause()));
      page.raw("</td><td>").text(incident.decision().code()).raw("</td><td class=\"id\">");
      page.text(TimeText.second(incident.timeline().detected())).raw("</td><td>");
      if (incident.resolved()) {
        page.text(Lessons.end(PostMortems.end(incident), incident));
      }
      page.raw("</td></tr>\n");
    }
    page.raw("</table></div>\n");
  }

  /// The state of an incident, and the marks that change how it is to be read.
  static void state(Html page, Incident incident) {
    String state = incident.state().code();
    page.raw("<span class=\"tag ").raw(state).raw("\">").text(state).raw("</span>");
    incident.marks().suppressed().ifPresent(_ -> page.raw(" <span class=\"kind\">noise</span>"));
    incident
        .marks()
        .merged()
        .ifPresent(mark -> page.element("span class=\"kind\"", " part of " + mark.into()));
  }

  /// A form that tells the agent something.
  ///
  /// @param path where it is sent
  /// @param title what it does
  /// @param fields markup of further fields
  /// @param button markup of the button
  static void form(Html page, String path, String title, String fields, String button) {
    page.raw("<form data-post=\"").text(path).raw("\"><b>").text(title).raw("</b>\n");
    page.raw(fields);
    page.raw("<label>Who <input name=\"who\" required maxlength=\"100\" autocomplete=\"name\">");
    page.raw("</label>\n<label>Why <input name=\"why\" required maxlength=\"500\"></label>\n");
    page.raw(button).raw("<output></output></form>\n");
  }
}
