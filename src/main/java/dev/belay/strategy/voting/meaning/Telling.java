package dev.belay.strategy.voting.meaning;

import java.util.HashMap;
import java.util.Map;

/// Words on which a statement hangs as on a number.
final class Telling {
    /// In each line one thing under all its names.
    private static final String LINES = """
            two both pair zwei beide
            three drei
            four vier
            five fünf
            six sechs
            seven sieben
            eight acht
            nine neun
            ten zehn
            eleven elf
            twelve dozen zwölf
            fifteen fünfzehn
            twenty zwanzig
            thirty dreißig
            forty vierzig
            fifty fünfzig
            sixty sechzig
            ninety neunzig
            hundred hundert
            thousand tausend
            million millions
            billion billions
            half halb
            quarter viertel
            twice zweimal
            once einmal
            seconds sec secs sekunde sekunden
            minute minutes min mins minuten
            hour hours hr hrs stunde stunden
            day days tag tage tagen
            week weeks woche wochen
            month months monat monate monaten
            year years jahr jahre jahren
            dollar dollars usd $
            euro euros eur €
            pound pounds gbp £
            cent cents
            percent % prozent
            mm millimetre millimetres millimeter millimeters
            cm centimetre centimetres centimeter centimeters
            metre metres meter meters
            km kilometre kilometres kilometer kilometers
            mile miles
            foot feet
            inch inches
            gram grams gramm
            kg kilo kilos kilogram kilograms
            ton tons tonne tonnes
            litre litres liter liters
            degree degrees ° grad
            celsius
            fahrenheit
            kb kilobyte kilobytes
            mb megabyte megabytes
            gb gigabyte gigabytes
            tb terabyte terabytes
            monday montag
            tuesday dienstag
            wednesday mittwoch
            thursday donnerstag
            friday freitag
            saturday samstag
            sunday sonntag
            january januar
            february februar
            april
            june juni
            july juli
            august
            september
            october oktober
            november
            december dezember
            today heute
            tomorrow morgen
            yesterday gestern
            pm
            """;

    private static final Map<String, String> THINGS = read();

    private Telling() {}

    private static Map<String, String> read() {
        Map<String, String> things = new HashMap<>();
        LINES.lines().forEach(line -> {
            String[] names = line.split(" ");
            for (String name : names) {
                things.put(name, names[0]);
            }
        });
        return things;
    }

    /// What the word stands for, or `null` if nothing hangs on it.
    static String of(String word) {
        return THINGS.get(word);
    }
}
