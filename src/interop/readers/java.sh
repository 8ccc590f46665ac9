# Read by the scripts of this folder, which set here: readers that are Java programs.

java=${JAVA_HOME:+$JAVA_HOME/bin/}java

classpath_of() { # program, version, file for the class path
  [ -f "$3" ] || mvn -q -B -f "$here/$1/pom.xml" "-Dreader.version=$2" \
    org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath "-Dmdep.outputFile=$3" </dev/null >&2
}

java_with() { # class path, main class, arguments; with what Spark and Arrow need of the JDK's inner packages
  "$java" --add-opens=java.base/java.nio=ALL-UNNAMED --add-opens=java.base/java.lang=ALL-UNNAMED \
    --add-opens=java.base/java.util=ALL-UNNAMED --add-opens=java.base/sun.nio.ch=ALL-UNNAMED \
    --add-opens=java.base/sun.util.calendar=ALL-UNNAMED \
    --add-opens=java.base/java.lang.invoke=ALL-UNNAMED --add-exports=java.base/sun.nio.ch=ALL-UNNAMED \
    -cp "$@"
}
