package io.portreeve.cloud.web;

import io.portreeve.cloud.api.ApiApplication;

/** Does what the rules of the doors forbid, so that they can be seen to notice. */
public interface TrespasserAtADoor {
    ApiApplication anotherDoor();
}
