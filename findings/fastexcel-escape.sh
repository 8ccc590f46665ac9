#!/bin/sh
# A title that looks like an escape of OOXML comes out of the workbook as another text. Needs a JDK 17, Maven and a Maven
# repository.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
cat > pom.xml <<'X'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.dhatim</groupId><artifactId>fastexcel</artifactId><version>0.20.2</version></dependency>
    <dependency><groupId>org.apache.poi</groupId><artifactId>poi-ooxml</artifactId><version>5.4.1</version></dependency>
    <dependency><groupId>org.apache.logging.log4j</groupId><artifactId>log4j-core</artifactId><version>2.24.3</version></dependency>
  </dependencies>
</project>
X
cat > Titles.java <<'X'
import java.io.*;
import java.util.List;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.dhatim.fastexcel.*;

public class Titles {
  static final List<String> TITLES = List.of("my video", "my_video", "part_x0041_b", "end_x000D_");

  static byte[] byFastexcel() throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (Workbook workbook = new Workbook(file, "finding", "1.0")) {
      Worksheet sheet = workbook.newWorksheet("titles");
      for (int row = 0; row < TITLES.size(); row++) {
        sheet.value(row, 0, TITLES.get(row));
      }
    }
    return file.toByteArray();
  }

  public static void main(String[] args) throws IOException {
    try (XSSFWorkbook workbook = new XSSFWorkbook(new ByteArrayInputStream(byFastexcel()))) {
      for (int row = 0; row < TITLES.size(); row++) {
        String read = workbook.getSheetAt(0).getRow(row).getCell(0).getStringCellValue();
        System.out.println(TITLES.get(row) + " is read as " + read.replace("\r", "<CR>"));
      }
    }
  }
}
X
cat > expected <<'X'
my video is read as my video
my_video is read as my_video
part_x0041_b is read as partAb
end_x000D_ is read as end<CR>
X
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath -Dmdep.outputFile=class-path > mvn.log 2>&1 || { cat mvn.log; exit 1; }
java -cp "$(cat class-path)" Titles.java > out
cat <<'X'
version: fastexcel 0.20.2, read by Apache POI 5.4.1
guess: a text that a workbook library accepts is the text that spreadsheet programs show.
behaviour: in a workbook _xHHHH_ means the character with that code. A text that has this form itself must be written with
  _x005F_ for its underscore; fastexcel writes it as it is, and readers show another character.
output:
X
cat out
diff expected out
