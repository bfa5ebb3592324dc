package io.closewatch.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What is confused most, in two sentences each. */
final class HtmlGlossary {
  private static final List<String> TERMS =
      Arrays.asList(
          "CLOSE_WAIT",
          "The peer has closed its end of the connection, and this program has not closed its own. "
              + "It stays like that, with its descriptor, until the program calls close(): no "
              + "timeout and no kernel setting ends it.",
          "TIME_WAIT",
          "This side closed first, and the kernel keeps the address pair for a minute so that late "
              + "packets do no harm. It holds no descriptor, belongs to no process any more, and is "
              + "no leak.",
          "FIN_WAIT2",
          "This side has closed or shut down its output, and the peer has not closed yet. After "
              + "close() the kernel ends it within a minute; after shutdownOutput() alone it lasts, "
              + "with its descriptor, until close().",
          "SYN_RECV",
          "Somebody is connecting, and the handshake is not done. It holds no descriptor; many of "
              + "them mean an attack, lost packets, or a program that accepts too slowly.",
          "Ephemeral port",
          "The local port that the kernel picks for an outgoing connection, out of some 28,000 on "
              + "Linux. When all of those to one server are in use, also by TIME_WAIT, connecting "
              + "fails although descriptors are left.",
          "Keep-alive",
          "In HTTP: a connection is kept open after an answer, in a pool, for the next request. TCP "
              + "keep-alive is another thing: probes that notice a dead peer, and that do nothing "
              + "about CLOSE_WAIT.",
          "Descriptor limit",
          "How many files, sockets and pipes a process may have open at once: ulimit -n. At the "
              + "limit every open fails with \"Too many open files\", whoever holds the descriptors.");

  static void render(HtmlWriter out) {
    out.section("glossary", "Glossary").line("<dl>");
    for (int i = 0; i < TERMS.size(); i += 2) {
      out.element("dt", " id=\"" + id(TERMS.get(i)) + "\"", TERMS.get(i));
      out.element("dd", TERMS.get(i + 1)).line("");
    }
    out.line("</dl>");
    out.endSection();
  }

  /** The term, as a link if it is explained. */
  static void link(String term, HtmlWriter out) {
    if (TERMS.contains(term)) {
      out.raw("<a href=\"#").raw(id(term)).raw("\">").text(term).raw("</a>");
    } else {
      out.text(term);
    }
  }

  private static String id(String term) {
    return "glossary-" + term.toLowerCase(Locale.ROOT).replace(' ', '-').replace('_', '-');
  }

  private HtmlGlossary() {}
}
