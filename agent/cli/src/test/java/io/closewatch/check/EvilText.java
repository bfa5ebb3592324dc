package io.closewatch.check;

/** What a thread, a host or a file may be called by somebody who means harm. */
final class EvilText {
  static final String TEXT =
      "</script><img src=x onerror=alert(1)> ]]> & \"' \0\1\33[31m \ud800 \uffff"
          + " \ud83d\ude00 %0A::error::x\r\n::error::y | `z` [l](http://x) **b** ##vso[x]";

  private EvilText() {}
}
