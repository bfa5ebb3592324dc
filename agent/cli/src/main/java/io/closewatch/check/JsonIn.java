package io.closewatch.check;

import com.grack.nanojson.JsonParserException;
import com.grack.nanojson.JsonReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import org.jspecify.annotations.Nullable;

/**
 * Pulls values out of JSON of whatever size without building a tree. What is not asked for is
 * skipped, without recursion; what is asked for and of another type is damage. Not thread-safe.
 */
final class JsonIn {
  /** A report has 8 levels. */
  static final int MAX_DEPTH = 64;

  /** As long as the producer lets texts be. */
  static final int MAX_TEXT = 4_000;

  /** Reads the value of a field, or returns false to have it skipped. */
  interface Field {
    boolean read(String name) throws IOException;
  }

  /** Reads one element of an array. */
  interface Element {
    void read() throws IOException;
  }

  private final JsonReader reader;

  private JsonIn(JsonReader reader) {
    this.reader = reader;
  }

  /** Reads a document that is one object, up to its very end. */
  static void document(Reader text, DocumentFields fields) throws IOException {
    try {
      JsonReader reader = JsonReader.from(new BracketedReader(text));
      reader.array();
      if (!reader.next()) {
        throw new DamagedReportException("is empty");
      }
      if (reader.current() != JsonReader.Type.OBJECT) {
        throw new NotAReportException();
      }
      JsonIn in = new JsonIn(reader);
      in.object(name -> fields.read(in, name));
      if (reader.next()) {
        throw new DamagedReportException("goes on behind its end: two JVMs may have written it");
      }
    } catch (JsonParserException | RuntimeException e) {
      throw damaged(e);
    }
  }

  /** The fields of the document itself. */
  interface DocumentFields {
    boolean read(JsonIn in, String name) throws IOException;
  }

  void object(Field fields) throws IOException {
    try {
      reader.object();
      while (reader.next()) {
        if (!fields.read(reader.key())) {
          skip();
        }
      }
    } catch (JsonParserException | RuntimeException e) {
      throw damaged(e);
    }
  }

  /** An object, or null: returns false for null. */
  boolean objectOrNull(Field fields) throws IOException {
    if (isNull()) {
      return false;
    }
    object(fields);
    return true;
  }

  void array(Element element) throws IOException {
    try {
      reader.array();
      while (reader.next()) {
        element.read();
      }
    } catch (JsonParserException | RuntimeException e) {
      throw damaged(e);
    }
  }

  /** A text of bounded length, or null. */
  @Nullable String text() throws IOException {
    try {
      String text = reader.string();
      return text == null || text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
    } catch (JsonParserException | RuntimeException e) {
      throw damaged(e);
    }
  }

  boolean flag() throws IOException {
    try {
      return reader.bool();
    } catch (JsonParserException | RuntimeException e) {
      throw damaged(e);
    }
  }

  /** A whole number, or -1 for null. */
  long number() throws IOException {
    try {
      JsonReader.Type type = reader.current();
      if (type == JsonReader.Type.NULL) {
        return -1;
      }
      if (type != JsonReader.Type.NUMBER) {
        throw new DamagedReportException("has " + type + " where a number should be");
      }
      return reader.longVal();
    } catch (JsonParserException | RuntimeException e) {
      throw damaged(e);
    }
  }

  private boolean isNull() throws IOException {
    try {
      return reader.current() == JsonReader.Type.NULL;
    } catch (JsonParserException | RuntimeException e) {
      throw damaged(e);
    }
  }

  private void skip() throws JsonParserException, DamagedReportException {
    int depth = 0;
    do {
      JsonReader.Type type = reader.current();
      if (type == JsonReader.Type.OBJECT || type == JsonReader.Type.ARRAY) {
        if (++depth > MAX_DEPTH) {
          throw new DamagedReportException("is nested deeper than any report");
        }
        enter(type);
      }
      while (depth > 0 && !reader.next()) {
        depth--;
      }
    } while (depth > 0);
  }

  private void enter(JsonReader.Type type) throws JsonParserException {
    if (type == JsonReader.Type.OBJECT) {
      reader.object();
    } else {
      reader.array();
    }
  }

  /** The parser fails with unchecked exceptions too, at broken escapes and huge numbers. */
  private static DamagedReportException damaged(Exception e) {
    Throwable cause = e.getCause();
    if (cause instanceof CharacterCodingException) {
      return new DamagedReportException("is damaged: not UTF-8");
    }
    if (cause instanceof IOException) {
      return new DamagedReportException("cannot be read: " + cause);
    }
    String where =
        e instanceof JsonParserException
            ? " (line " + ((JsonParserException) e).getLinePosition() + ")"
            : "";
    return new DamagedReportException("is cut off or damaged" + where);
  }
}
