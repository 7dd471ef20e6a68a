package dev.gramme.database.doctor;

import java.util.List;
import java.util.Map;

/**
 * What was looked at and what is wrong with it, without anything of what users stored.
 *
 * @param checked how many of what, in the order they were met
 * @param notes what is worth knowing and no fault
 * @param faults the first of them, each with its place
 * @param faultCount how many there are in all
 */
public record Diagnosis(Map<String, Long> checked, List<String> notes, List<String> faults, long faultCount) {
    public boolean isSound() {
        return faultCount == 0;
    }
}
