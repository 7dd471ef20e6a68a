package dev.gramme.database.stream;

/** What readers of a stream see of an item, in the API's words. */
final class View {
    static final String NEW_IMAGE = "NEW_IMAGE";
    static final String OLD_IMAGE = "OLD_IMAGE";
    static final String NEW_AND_OLD_IMAGES = "NEW_AND_OLD_IMAGES";

    private View() {}

    static boolean showsNew(String view) {
        return view.equals(NEW_IMAGE) || view.equals(NEW_AND_OLD_IMAGES);
    }

    static boolean showsOld(String view) {
        return view.equals(OLD_IMAGE) || view.equals(NEW_AND_OLD_IMAGES);
    }
}
