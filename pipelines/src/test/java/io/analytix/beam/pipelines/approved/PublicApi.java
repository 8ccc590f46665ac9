// Copyright the analytix-beam authors.
// SPDX-License-Identifier: Apache-2.0

package io.analytix.beam.pipelines.approved;

import static java.util.stream.Collectors.joining;

import java.lang.reflect.Executable;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The public types of a jar as text: a paragraph each, a line for each member that the code of
 * another project can name. Packages that begin with {@code java.} are left out, {@code
 * io.analytix.beam.} too.
 */
final class PublicApi {
  private static final Set<String> OF_EVERY_OBJECT = Set.of("equals", "hashCode", "toString");
  private static final Set<String> OF_EVERY_ENUM = Set.of("values", "valueOf");

  private PublicApi() {}

  /** Returns the text of the accessible ones among {@code types}. */
  static String of(Stream<Class<?>> types) {
    return types
        .filter(PublicApi::isSeen)
        .sorted(Comparator.comparing(Class::getName))
        .map(PublicApi::paragraph)
        .collect(joining("\n"));
  }

  private static boolean isSeen(Class<?> type) {
    Class<?> around = type.getEnclosingClass();
    return isSeen(type.getModifiers()) && (around == null || isSeen(around));
  }

  private static boolean isSeen(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  private static String paragraph(Class<?> type) {
    return Stream.concat(
            Stream.of(header(type)), members(type).map(line -> "  " + line).distinct().sorted())
        .map(line -> withoutCommonPackages(line) + "\n")
        .collect(joining());
  }

  private static String header(Class<?> type) {
    StringBuilder header = new StringBuilder(kind(type)).append(' ').append(type.getName());
    if (type.getTypeParameters().length > 0) {
      header.append(
          Arrays.stream(type.getTypeParameters())
              .map(PublicApi::parameter)
              .collect(joining(", ", "<", ">")));
    }
    if (type.isRecord()) {
      header.append(
          Arrays.stream(type.getRecordComponents())
              .map(part -> part.getGenericType().getTypeName() + " " + part.getName())
              .collect(joining(", ", "(", ")")));
    }
    Type parent = type.getGenericSuperclass();
    if (parent != null && parent != Object.class && !type.isEnum() && !type.isRecord()) {
      header.append(" extends ").append(parent.getTypeName());
    }
    Type[] interfaces = type.getGenericInterfaces();
    if (interfaces.length > 0) {
      header.append(type.isInterface() ? " extends " : " implements ").append(names(interfaces));
    }
    return header.toString();
  }

  /** By hand, because {@code Class.toGenericString} differs between versions of Java. */
  private static String kind(Class<?> type) {
    int modifiers = type.getModifiers();
    String sealed = type.isSealed() ? "sealed " : "";
    if (type.isInterface()) {
      return "public " + sealed + "interface";
    }
    if (type.isRecord() || type.isEnum()) {
      return type.isRecord() ? "public record" : "public enum";
    }
    int said = Modifier.PUBLIC | Modifier.PROTECTED | Modifier.ABSTRACT | Modifier.FINAL;
    return Modifier.toString(modifiers & said) + " " + sealed + "class";
  }

  private static String parameter(TypeVariable<?> parameter) {
    return Arrays.equals(parameter.getBounds(), new Type[] {Object.class})
        ? parameter.getName()
        : parameter.getName() + " extends " + names(parameter.getBounds());
  }

  private static Stream<String> members(Class<?> type) {
    List<Class<?>> from = visibleThrough(type);
    Stream<String> fields =
        from.stream()
            .flatMap(one -> Arrays.stream(one.getDeclaredFields()))
            .filter(PublicApi::isSeen)
            .map(field -> unqualified(field.toGenericString(), field));
    Stream<String> constructors =
        Arrays.stream(type.getDeclaredConstructors())
            .filter(constructor -> isSeen(constructor) && !isCanonical(type, constructor))
            .map(it -> it.toGenericString().replace(type.getTypeName() + "(", "<new>("));
    Stream<String> methods =
        from.stream()
            .flatMap(one -> Arrays.stream(one.getDeclaredMethods()))
            .filter(method -> isSeen(method) && !isImplied(type, method))
            .map(method -> unqualified(method.toGenericString(), method));
    return Stream.of(fields, constructors, methods).flatMap(all -> all);
  }

  /** The type, and the hidden ones above it, whose public members are seen only through it. */
  private static List<Class<?>> visibleThrough(Class<?> type) {
    List<Class<?>> types = new ArrayList<>(List.of(type));
    Class<?> parent = type.getSuperclass();
    while (parent != null && !isSeen(parent)) {
      types.add(parent);
      parent = parent.getSuperclass();
    }
    return types;
  }

  private static boolean isSeen(Member member) {
    return isSeen(member.getModifiers()) && !member.isSynthetic();
  }

  private static boolean isImplied(Class<?> type, Method method) {
    String name = method.getName();
    return OF_EVERY_OBJECT.contains(name)
        || (type.isEnum() && OF_EVERY_ENUM.contains(name))
        || (type.isRecord()
            && method.getParameterCount() == 0
            && Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .anyMatch(name::equals));
  }

  private static boolean isCanonical(Class<?> type, Executable constructor) {
    return type.isRecord()
        && Arrays.equals(
            Arrays.stream(type.getRecordComponents()).map(RecordComponent::getType).toArray(),
            constructor.getParameterTypes());
  }

  private static String unqualified(String line, Member member) {
    return line.replace(
        " " + member.getDeclaringClass().getTypeName() + "." + member.getName(),
        " " + member.getName());
  }

  private static String names(Type[] types) {
    return Arrays.stream(types).map(Type::getTypeName).collect(joining(", "));
  }

  private static String withoutCommonPackages(String line) {
    return line.replaceAll("(?<![\\w.])(java\\.[a-z.]+|io\\.analytix\\.beam)\\.", "")
        .replace(",", ", ")
        .replace(",  ", ", ")
        .replace('$', '.');
  }
}
