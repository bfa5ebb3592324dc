package io.closewatch.instrumentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HookCheckTest {
  private static final List<String> CHANNELS =
      List.of(
          "SocketChannelImpl.<init>",
          "SocketChannelImpl.<init> (accepted)",
          "SocketChannelImpl.implCloseSelectableChannel",
          "ServerSocketChannelImpl.<init>",
          "ServerSocketChannelImpl.implCloseSelectableChannel",
          "UnixAsynchronousSocketChannelImpl.<init>",
          "UnixAsynchronousSocketChannelImpl.<init> (accepted)",
          "UnixAsynchronousServerSocketChannelImpl.<init>");
  private static final List<String> ON_21 =
      List.of(
          "UnixDispatcher.close",
          "NioSocketImpl.create",
          "NioSocketImpl.accept",
          "NioSocketImpl.close");
  private static final List<String> ON_8 =
      List.of(
          "SocketDispatcher.close",
          "AbstractPlainSocketImpl.create",
          "AbstractPlainSocketImpl.accept",
          "AbstractPlainSocketImpl.close",
          "AbstractPlainSocketImpl.socketClose");

  @Test
  void findsNothingWrongWithTheHooksOfJava8AndOfJava21() {
    assertThat(missing(ON_8, "")).isEmpty();
    assertThat(missing(ON_21, "")).isEmpty();
  }

  @Test
  void namesTheHookThatIsMissing() {
    assertThat(missing(ON_21, "UnixDispatcher.close"))
        .containsExactly("hook SocketDispatcher.close or UnixDispatcher.close found no method");
    assertThat(missing(ON_8, "AbstractPlainSocketImpl.socketClose"))
        .containsExactly("hook AbstractPlainSocketImpl.socketClose found no method");
    assertThat(missing(ON_21, "SocketChannelImpl.<init>"))
        .containsExactly("hook SocketChannelImpl.<init> found no method");
  }

  @Test
  void namesTheSignalThatAMissingHookCosts() {
    Set<String> on21 =
        new HashSet<>(
            List.of(
                "NioSocketImpl.create",
                "NioSocketImpl.getInputStream",
                "NioSocketImpl.getOutputStream",
                "SelectorImpl.register",
                "SelectorImpl.lockAndDoSelect"));
    assertThat(HookCheck.missingSignals(on21)).isEmpty();

    on21.remove("NioSocketImpl.getOutputStream");
    on21.remove("SelectorImpl.lockAndDoSelect");
    assertThat(HookCheck.missingSignals(on21))
        .containsExactlyInAnyOrder(HookCheck.STREAM_TAKEN, HookCheck.SELECTING);
    assertThat(HookCheck.missingSignals(Set.of("AbstractPlainSocketImpl.create")))
        .containsExactlyInAnyOrder(
            HookCheck.STREAM_TAKEN, HookCheck.REGISTERED, HookCheck.SELECTING);
  }

  private static List<String> missing(List<String> family, String without) {
    Set<String> hooked = new HashSet<>(CHANNELS);
    hooked.addAll(family);
    hooked.remove(without);
    List<String> problems = new ArrayList<>();
    HookCheck.missing(hooked, problems);
    return problems;
  }
}
