/// The airline's tools that only read.
package dev.belay.airline.tools.enquiry;
