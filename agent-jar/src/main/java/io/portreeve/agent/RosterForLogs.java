package io.portreeve.agent;

import io.portreeve.agent.collect.Collected;
import io.portreeve.agent.collect.InterfacesReading;
import io.portreeve.agent.collect.Reading;
import io.portreeve.agent.collect.Roster;
import io.portreeve.agent.event.Happened;
import io.portreeve.agent.logs.Followers;
import io.portreeve.agent.logs.Tails;
import io.portreeve.contract.sample.HostSample;
import java.util.Optional;

/** What was collected goes to the link; which containers there are, to those as well who follow their logs. */
record RosterForLogs(Collected link, Followers followers, Tails tails) implements Collected {
    @Override
    public void roster(Roster roster) {
        followers.roster(roster);
        tails.roster(roster);
        link.roster(roster);
    }

    @Override
    public void reading(Reading reading) {
        link.reading(reading);
    }

    @Override
    public void watched(Reading reading) {
        link.watched(reading);
    }

    @Override
    public void interfaces(InterfacesReading reading) {
        link.interfaces(reading);
    }

    @Override
    public void machine(HostSample sample) {
        link.machine(sample);
    }

    @Override
    public void happened(Happened happened) {
        link.happened(happened);
    }

    @Override
    public void engineProblem(Optional<String> problem) {
        link.engineProblem(problem);
    }
}
