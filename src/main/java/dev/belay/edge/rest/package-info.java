/// The native API below `/api/v1`: parse, call a facade, render. Errors are problem details (RFC 9457).
package dev.belay.edge.rest;
