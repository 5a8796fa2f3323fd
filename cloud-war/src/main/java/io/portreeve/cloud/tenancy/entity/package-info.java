/** JPA rows of organizations; they never leave the room. */
package io.portreeve.cloud.tenancy.entity;
