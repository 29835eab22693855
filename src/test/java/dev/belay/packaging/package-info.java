/// What is delivered besides the code: manifests, dashboards, container files, the native build.
package dev.belay.packaging;
