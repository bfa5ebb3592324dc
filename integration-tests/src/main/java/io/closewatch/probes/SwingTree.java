package io.closewatch.probes;

import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.swing.JTree;
import javax.swing.tree.TreeNode;
import javax.swing.tree.TreePath;

/** The tree in a window: its nodes are found by the names on the way to them. */
final class SwingTree {

  /** The names below a node of the tree, which is expanded. */
  List<String> nodes(List<String> path) {
    return node(path)
        .map(node -> children((TreeNode) node.getLastPathComponent()))
        .orElse(Collections.emptyList())
        .stream()
        .map(Object::toString)
        .collect(Collectors.toList());
  }

  boolean select(List<String> path) {
    Optional<TreePath> node = node(path);
    node.ifPresent(
        found -> {
          tree().get().setSelectionPath(found);
          tree().get().scrollPathToVisible(found);
        });
    return node.isPresent();
  }

  private static Optional<JTree> tree() {
    return SwingWindows.showing(JTree.class).findFirst();
  }

  /** JConsole adds children when their parent is expanded. */
  private static Optional<TreePath> node(List<String> names) {
    Optional<TreePath> path = tree().map(tree -> new TreePath(tree.getModel().getRoot()));
    for (String name : names) {
      path = path.flatMap(parent -> child(parent, name));
    }
    path.ifPresent(found -> tree().get().expandPath(found));
    return path;
  }

  private static Optional<TreePath> child(TreePath parent, String name) {
    tree().get().expandPath(parent);
    return children((TreeNode) parent.getLastPathComponent()).stream()
        .filter(node -> node.toString().replaceAll("<[^>]*>|\\[\\d+\\]$", "").equals(name))
        .findFirst()
        .map(parent::pathByAddingChild);
  }

  @SuppressWarnings("unchecked") // of Java 8
  private static List<Object> children(TreeNode node) {
    return Collections.list((Enumeration<Object>) node.children());
  }
}
