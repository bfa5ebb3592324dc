package io.closewatch.check;

import static io.closewatch.check.SampleReport.PAY;
import static io.closewatch.check.SampleReport.frame;
import static io.closewatch.check.SampleReport.map;

import java.util.List;

/** What a thread, a host or a file may be called by somebody who means harm. */
final class EvilText {
  static final String TEXT =
      "</script><img src=x onerror=alert(1)> ]]> & \"' \0\1\33[31m \ud800 \uffff"
          + " \ud83d\ude00 %0A::error::x\r\n::error::y | `z` [l](http://x) **b** ##vso[x]";

  /** As Linux lets a report be called. */
  static final String FILE_NAME =
      "<img src=x onerror=alert(2)>.json]]>&\"' \1\33[31m\n::error::f\n##vso[f] [l](http:x).json";

  /** The stack of a thread, class and file of that name. */
  static List<Object> stacks() {
    var frame = frame(PAY);
    frame.put("class", TEXT);
    frame.put("method", TEXT);
    frame.put("file", TEXT);
    return List.of(map("title", "Opened by thread " + TEXT, "frames", List.of(frame, frame(PAY))));
  }

  private EvilText() {}
}
