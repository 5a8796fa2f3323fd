package io.portreeve.cloud.web.settings;

import io.portreeve.cloud.identity.Role;
import io.portreeve.cloud.tenancy.RetentionTimes;
import io.portreeve.cloud.tenancy.boundary.RetentionPolicy;
import io.portreeve.cloud.web.Caller;
import jakarta.annotation.PostConstruct;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.Duration;

/** For how many days measurements are kept, by level; people say days, and whole hours are kept. */
@Named("retention")
@ViewScoped
public class RetentionBacking implements Serializable {
    private static final long serialVersionUID = 1;
    private static final double HOURS_A_DAY = 24;

    @Inject
    Caller caller;

    @Inject
    RetentionPolicy policy;

    private double samples;
    private double minutes;
    private double fiveMinutes;
    private double hours;
    private double days;

    @PostConstruct
    void load() {
        show(caller.scoped(policy::current));
    }

    public boolean isAllowed() {
        return caller.user().role().atLeast(Role.ADMIN);
    }

    public void save() {
        if (!isAllowed()) {
            return;
        }
        try {
            RetentionTimes times = new RetentionTimes(
                    duration(samples), duration(minutes), duration(fiveMinutes), duration(hours), duration(days));
            caller.scoped(() -> {
                policy.change(caller.user().id().value(), times);
                return null;
            });
            show(times);
            say(FacesMessage.SEVERITY_INFO, text("retention.saved"));
        } catch (IllegalArgumentException e) {
            // Each field's own bounds are checked before; what is left is their order.
            say(FacesMessage.SEVERITY_ERROR, text("retention.order"));
        }
    }

    /** Puts the usual times into the form; nothing is changed before it is saved. */
    public void usual() {
        show(RetentionTimes.DEFAULT);
    }

    private void show(RetentionTimes times) {
        samples = shown(times.samples());
        minutes = shown(times.minutes());
        fiveMinutes = shown(times.fiveMinutes());
        hours = shown(times.hours());
        days = shown(times.days());
    }

    private static double shown(Duration time) {
        return time.toHours() / HOURS_A_DAY;
    }

    private static Duration duration(double asked) {
        return Duration.ofHours(Math.round(asked * HOURS_A_DAY));
    }

    private static String text(String key) {
        FacesContext faces = FacesContext.getCurrentInstance();
        return faces.getApplication().evaluateExpressionGet(faces, "#{text['" + key + "']}", String.class);
    }

    private static void say(FacesMessage.Severity severity, String text) {
        FacesContext.getCurrentInstance().addMessage(null, new FacesMessage(severity, text, null));
    }

    public double getSamples() {
        return samples;
    }

    public void setSamples(double samples) {
        this.samples = samples;
    }

    public double getMinutes() {
        return minutes;
    }

    public void setMinutes(double minutes) {
        this.minutes = minutes;
    }

    public double getFiveMinutes() {
        return fiveMinutes;
    }

    public void setFiveMinutes(double fiveMinutes) {
        this.fiveMinutes = fiveMinutes;
    }

    public double getHours() {
        return hours;
    }

    public void setHours(double hours) {
        this.hours = hours;
    }

    public double getDays() {
        return days;
    }

    public void setDays(double days) {
        this.days = days;
    }
}
